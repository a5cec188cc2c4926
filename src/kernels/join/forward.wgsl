// y = [forward ; reverse], row by row.
struct Args { rows: u32, hidden: u32, forward: u32, reverse: u32, y: u32 }
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn forward(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var n = id.x; n < args.rows * args.hidden; n += groups.x * 256u) {
        let at = args.y + (n / args.hidden) * 2u * args.hidden + n % args.hidden;
        values[at] = values[args.forward + n];
        values[at + args.hidden] = values[args.reverse + n];
    }
}
