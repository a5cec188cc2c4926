// a_t holds W_ih x_t + b_ih already; here it gets W_hh h + b_hh, and h_t = f(a_t).
// `fused` walks all steps first..last, a workgroup a sequence; `step` is one step of all sequences, for wide layers, with
// W_hh h + b_hh of the step in `recurrent`.
struct Args {
    steps: u32, batch: u32, hidden: u32, reverse: u32, first: u32, last: u32,
    weight_t: u32, bias_hh: u32, recurrent: u32, h0: u32, a: u32, h: u32, kind: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

fn cell(row: u32, u: u32, recurrent: f32) -> f32 {
    let at = row * args.hidden + u;
    let a = values[args.a + at] + recurrent;
    let h = squash(args.kind, a);
    values[args.a + at] = a;
    values[args.h + at] = h;
    return h;
}

var<workgroup> state: array<f32, 256>;

@compute @workgroup_size(256)
fn fused(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) me: u32) {
    let b = group.x;
    if (me < args.hidden) { state[me] = before(args.h, args.h0, args.first, b, me); }
    workgroupBarrier();
    for (var n = args.first; n < args.last; n++) {
        var h = 0.0;
        if (me < args.hidden) {
            var sum = values[args.bias_hh + me];
            for (var k = 0u; k < args.hidden; k++) { sum += state[k] * values[args.weight_t + k * args.hidden + me]; }
            h = cell(row_at(n, b), me, sum);
        }
        workgroupBarrier();
        if (me < args.hidden) { state[me] = h; }
        workgroupBarrier();
    }
}

@compute @workgroup_size(256)
fn step(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.batch * args.hidden; i += groups.x * 256u) {
        _ = cell(row_at(args.first, i / args.hidden), i % args.hidden, values[args.recurrent + i]);
    }
}
