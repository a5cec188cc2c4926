// gates hold W_ih x_t + b_ih already; here r, z get W_hh h + b_hh, q = W_hn h + b_hn, and n and h follow.
// `fused` walks all steps first..last, a workgroup a sequence; `step` is one step of all sequences, for wide layers, with
// W_hh h + b_hh of the step in `recurrent`.
struct Args {
    steps: u32, batch: u32, hidden: u32, reverse: u32, first: u32, last: u32,
    weight_t: u32, bias_hh: u32, recurrent: u32, h0: u32, gates: u32, q: u32, h: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

fn cell(row: u32, u: u32, h_before: f32, recurrent: vec3<f32>) -> f32 {
    let units = args.hidden;
    let gates = args.gates + row * 3u * units + u;
    let r = sigmoid(values[gates] + recurrent.x);
    let z = sigmoid(values[gates + units] + recurrent.y);
    let q = recurrent.z;
    let n = tanh_f32(values[gates + 2u * units] + r * q);
    let h = (1.0 - z) * n + z * h_before;
    values[gates] = r;
    values[gates + units] = z;
    values[gates + 2u * units] = n;
    values[args.q + row * units + u] = q;
    values[args.h + row * units + u] = h;
    return h;
}

var<workgroup> state: array<f32, 256>;
var<workgroup> recurrent: array<f32, 768>;

@compute @workgroup_size(256)
fn fused(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) me: u32) {
    let b = group.x;
    let units = args.hidden;
    let rows = 3u * units;
    if (me < units) { state[me] = before(args.h, args.h0, args.first, b, me); }
    workgroupBarrier();
    for (var n = args.first; n < args.last; n++) {
        for (var j = me; j < rows; j += 256u) {
            var sum = values[args.bias_hh + j];
            for (var k = 0u; k < units; k++) { sum += state[k] * values[args.weight_t + k * rows + j]; }
            recurrent[j] = sum;
        }
        workgroupBarrier();
        if (me < units) {
            let r = vec3<f32>(recurrent[me], recurrent[units + me], recurrent[2u * units + me]);
            state[me] = cell(row_at(n, b), me, state[me], r);
        }
        workgroupBarrier();
    }
}

@compute @workgroup_size(256)
fn step(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    let units = args.hidden;
    for (var i = id.x; i < args.batch * units; i += groups.x * 256u) {
        let b = i / units;
        let u = i % units;
        let at = args.recurrent + b * 3u * units + u;
        let r = vec3<f32>(values[at], values[at + units], values[at + 2u * units]);
        _ = cell(row_at(args.first, b), u, before(args.h, args.h0, args.first, b, u), r);
    }
}
