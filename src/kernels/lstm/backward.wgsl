// From the last step to the first. What is carried to the step before lies in dh0 and dc0.
struct Args {
    steps: u32, batch: u32, hidden: u32, reverse: u32, first: u32, last: u32,
    weight_hh: u32, c0: u32, gates: u32, c: u32, tanh_c: u32,
    dy: u32, dgates: u32, dpre: u32, dc: u32, dh: u32, dh0: u32, dc0: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

struct Blame { pre: vec4<f32>, dc: f32 }

fn cell(n: u32, b: u32, u: u32, carried_h: f32, carried_c: f32) -> Blame {
    let units = args.hidden;
    let row = row_at(n, b);
    let at = row * units + u;
    let gates = row * 4u * units + u;
    let i = values[args.gates + gates];
    let f = values[args.gates + gates + units];
    let g = values[args.gates + gates + 2u * units];
    let o = values[args.gates + gates + 3u * units];
    let tanh_c = values[args.tanh_c + at];
    let dh = values[args.dy + at] + carried_h;
    let dc = carried_c + dh * o * tanh_slope(tanh_c);
    let d = vec4<f32>(dc * g, dc * before(args.c, args.c0, n, b, u), dc * i, dh * tanh_c);
    let pre = d * vec4<f32>(sigmoid_slope(i), sigmoid_slope(f), tanh_slope(g), sigmoid_slope(o));
    for (var gate = 0u; gate < 4u; gate++) {
        values[args.dgates + gates + gate * units] = d[gate];
        values[args.dpre + gates + gate * units] = pre[gate];
    }
    values[args.dh + at] = dh;
    values[args.dc + at] = dc;
    return Blame(pre, dc * f);
}

var<workgroup> blame: array<f32, 1024>;

@compute @workgroup_size(256)
fn fused(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) me: u32) {
    let b = group.x;
    let units = args.hidden;
    var dh = 0.0;
    var dc = 0.0;
    if (me < units) {
        dh = values[args.dh0 + b * units + me];
        dc = values[args.dc0 + b * units + me];
    }
    for (var left = args.last; left > args.first; left--) {
        if (me < units) {
            let back = cell(left - 1u, b, me, dh, dc);
            for (var gate = 0u; gate < 4u; gate++) { blame[gate * units + me] = back.pre[gate]; }
            dc = back.dc;
        }
        workgroupBarrier();
        if (me < units) {
            dh = 0.0;
            for (var j = 0u; j < 4u * units; j++) { dh += blame[j] * values[args.weight_hh + j * units + me]; }
        }
        workgroupBarrier();
    }
    if (me < units) {
        values[args.dh0 + b * units + me] = dh;
        values[args.dc0 + b * units + me] = dc;
    }
}

// Leaves dh0 to the product that follows.
@compute @workgroup_size(256)
fn step(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.batch * args.hidden; i += groups.x * 256u) {
        let back = cell(args.first, i / args.hidden, i % args.hidden, values[args.dh0 + i], values[args.dc0 + i]);
        values[args.dc0 + i] = back.dc;
    }
}
