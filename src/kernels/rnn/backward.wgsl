// From the last step to the first: da = dh · f′(h), and W_hhᵀ da goes on to the step before. What is carried lies in dh0.
struct Args {
    steps: u32, batch: u32, hidden: u32, reverse: u32, first: u32, last: u32,
    weight_hh: u32, h: u32, dy: u32, da: u32, dh: u32, dh0: u32, kind: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

fn cell(row: u32, u: u32, carried: f32) -> f32 {
    let at = row * args.hidden + u;
    let dh = values[args.dy + at] + carried;
    let da = dh * slope(args.kind, values[args.h + at]);
    values[args.dh + at] = dh;
    values[args.da + at] = da;
    return da;
}

var<workgroup> blame: array<f32, 256>;

@compute @workgroup_size(256)
fn fused(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) me: u32) {
    let b = group.x;
    var dh = 0.0;
    if (me < args.hidden) { dh = values[args.dh0 + b * args.hidden + me]; }
    for (var left = args.last; left > args.first; left--) {
        if (me < args.hidden) { blame[me] = cell(row_at(left - 1u, b), me, dh); }
        workgroupBarrier();
        if (me < args.hidden) {
            dh = 0.0;
            for (var j = 0u; j < args.hidden; j++) { dh += blame[j] * values[args.weight_hh + j * args.hidden + me]; }
        }
        workgroupBarrier();
    }
    if (me < args.hidden) { values[args.dh0 + b * args.hidden + me] = dh; }
}

// Leaves dh0 to the product that follows.
@compute @workgroup_size(256)
fn step(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.batch * args.hidden; i += groups.x * 256u) {
        _ = cell(row_at(args.first, i / args.hidden), i % args.hidden, values[args.dh0 + i]);
    }
}
