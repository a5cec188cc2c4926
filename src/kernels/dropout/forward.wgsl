// y = x · scale, or 0 where the hash of the index says so.
struct Args { count: u32, x: u32, y: u32, key: u32, threshold: u32, scale: f32 }
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn forward(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += groups.x * 256u) {
        values[args.y + i] = select(0.0, values[args.x + i] * args.scale, hash(args.key + i) >= args.threshold);
    }
}
