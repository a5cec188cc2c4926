// From the last step to the first. What is carried to the step before lies in dh0.
struct Args {
    steps: u32, batch: u32, hidden: u32, reverse: u32, first: u32, last: u32,
    weight_hh: u32, h0: u32, gates: u32, q: u32, h: u32,
    dy: u32, dgates: u32, dpre: u32, dpre_hh: u32, dh: u32, dh0: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

// Gradients of the recurrent side before activation, and what goes straight to the state before.
struct Blame { pre_hh: vec3<f32>, dh: f32 }

fn cell(step: u32, b: u32, u: u32, carried: f32) -> Blame {
    let units = args.hidden;
    let row = row_at(step, b);
    let at = row * units + u;
    let gates = row * 3u * units + u;
    let r = values[args.gates + gates];
    let z = values[args.gates + gates + units];
    let n = values[args.gates + gates + 2u * units];
    let q = values[args.q + at];
    let dh = values[args.dy + at] + carried;
    let dn = dh * (1.0 - z);
    let dz = dh * (before(args.h, args.h0, step, b, u) - n);
    let pre_n = dn * tanh_slope(n);
    let d = vec3<f32>(pre_n * q, dz, dn);
    let pre = vec3<f32>(d.x * sigmoid_slope(r), dz * sigmoid_slope(z), pre_n);
    let pre_hh = vec3<f32>(pre.x, pre.y, pre_n * r);
    for (var gate = 0u; gate < 3u; gate++) {
        values[args.dgates + gates + gate * units] = d[gate];
        values[args.dpre + gates + gate * units] = pre[gate];
        values[args.dpre_hh + gates + gate * units] = pre_hh[gate];
    }
    values[args.dh + at] = dh;
    return Blame(pre_hh, dh * z);
}

var<workgroup> blame: array<f32, 768>;

@compute @workgroup_size(256)
fn fused(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) me: u32) {
    let b = group.x;
    let units = args.hidden;
    var dh = 0.0;
    if (me < units) { dh = values[args.dh0 + b * units + me]; }
    for (var left = args.last; left > args.first; left--) {
        if (me < units) {
            let back = cell(left - 1u, b, me, dh);
            for (var gate = 0u; gate < 3u; gate++) { blame[gate * units + me] = back.pre_hh[gate]; }
            dh = back.dh;
        }
        workgroupBarrier();
        if (me < units) {
            for (var j = 0u; j < 3u * units; j++) { dh += blame[j] * values[args.weight_hh + j * units + me]; }
        }
        workgroupBarrier();
    }
    if (me < units) { values[args.dh0 + b * units + me] = dh; }
}

// The product that follows adds to dh0.
@compute @workgroup_size(256)
fn step(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.batch * args.hidden; i += groups.x * 256u) {
        let back = cell(args.first, i / args.hidden, i % args.hidden, values[args.dh0 + i]);
        values[args.dh0 + i] = back.dh;
    }
}
