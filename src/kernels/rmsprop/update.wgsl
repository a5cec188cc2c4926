// v ← α v + (1 − α) g²;  w ← w − lr · g / (√v + ε).
struct Args { count: u32, weight: u32, grad: u32, v: u32, rate: f32, alpha: f32, rest: f32, epsilon: f32 }
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn update(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += groups.x * 256u) {
        let g = values[args.grad + i];
        let v = args.alpha * values[args.v + i] + args.rest * g * g;
        values[args.v + i] = v;
        values[args.weight + i] -= args.rate * g / (sqrt(v) + args.epsilon);
    }
}
