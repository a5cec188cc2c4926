// w ← keep · w;  m ← β1 m + (1 − β1) g;  v ← β2 v + (1 − β2) g²;  w ← w − step · m / (√v / root + ε).
struct Args {
    count: u32, weight: u32, grad: u32, m: u32, v: u32,
    keep: f32, step: f32, root: f32, beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32,
}
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn update(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += groups.x * 256u) {
        let g = values[args.grad + i];
        let m = args.beta1 * values[args.m + i] + args.rest1 * g;
        let v = args.beta2 * values[args.v + i] + args.rest2 * g * g;
        values[args.m + i] = m;
        values[args.v + i] = v;
        values[args.weight + i] = args.keep * values[args.weight + i] - args.step * m / (sqrt(v) / args.root + args.epsilon);
    }
}
