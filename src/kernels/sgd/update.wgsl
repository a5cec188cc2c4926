// v ← momentum · v + g;  w ← w − lr · v.
struct Args { count: u32, weight: u32, grad: u32, velocity: u32, rate: f32, momentum: f32 }
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn update(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += groups.x * 256u) {
        let v = args.momentum * values[args.velocity + i] + values[args.grad + i];
        values[args.velocity + i] = v;
        values[args.weight + i] -= args.rate * v;
    }
}
