// gates hold W_ih x_t + b_ih already; here they get W_hh h + b_hh and their activation, and c and h follow.
// `fused` walks all steps first..last, a workgroup a sequence; `step` is one step of all sequences, for wide layers, with
// W_hh h + b_hh of the step in `recurrent`.
struct Args {
    steps: u32, batch: u32, hidden: u32, reverse: u32, first: u32, last: u32,
    weight_t: u32, bias_hh: u32, recurrent: u32, h0: u32, c0: u32, gates: u32, c: u32, tanh_c: u32, h: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

struct State { h: f32, c: f32 }

fn cell(row: u32, u: u32, c_before: f32, recurrent: vec4<f32>) -> State {
    let units = args.hidden;
    let gates = args.gates + row * 4u * units + u;
    let i = sigmoid(values[gates] + recurrent.x);
    let f = sigmoid(values[gates + units] + recurrent.y);
    let g = tanh_f32(values[gates + 2u * units] + recurrent.z);
    let o = sigmoid(values[gates + 3u * units] + recurrent.w);
    let c = f * c_before + i * g;
    let tanh_c = tanh_f32(c);
    values[gates] = i;
    values[gates + units] = f;
    values[gates + 2u * units] = g;
    values[gates + 3u * units] = o;
    let at = row * units + u;
    values[args.c + at] = c;
    values[args.tanh_c + at] = tanh_c;
    values[args.h + at] = o * tanh_c;
    return State(o * tanh_c, c);
}

var<workgroup> state: array<f32, 256>;
var<workgroup> recurrent: array<f32, 1024>;

@compute @workgroup_size(256)
fn fused(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) me: u32) {
    let b = group.x;
    let units = args.hidden;
    let rows = 4u * units;
    var c = 0.0;
    if (me < units) {
        state[me] = before(args.h, args.h0, args.first, b, me);
        c = before(args.c, args.c0, args.first, b, me);
    }
    workgroupBarrier();
    for (var n = args.first; n < args.last; n++) {
        for (var j = me; j < rows; j += 256u) {
            var sum = values[args.bias_hh + j];
            for (var k = 0u; k < units; k++) { sum += state[k] * values[args.weight_t + k * rows + j]; }
            recurrent[j] = sum;
        }
        workgroupBarrier();
        if (me < units) {
            let r = vec4<f32>(recurrent[me], recurrent[units + me], recurrent[2u * units + me], recurrent[3u * units + me]);
            let next = cell(row_at(n, b), me, c, r);
            state[me] = next.h;
            c = next.c;
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
        let at = args.recurrent + b * 4u * units + u;
        let r = vec4<f32>(values[at], values[at + units], values[at + 2u * units], values[at + 3u * units]);
        _ = cell(row_at(args.first, b), u, before(args.c, args.c0, args.first, b, u), r);
    }
}
