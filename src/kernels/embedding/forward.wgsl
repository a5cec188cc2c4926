// x[row, i] = E[id, i], or 1 where i = id; nothing for an unknown word.
struct Args { rows: u32, input: u32, ids: u32, x: u32, has_table: u32, weight: u32 }
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn forward(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var n = id.x; n < args.rows * args.input; n += groups.x * 256u) {
        let word = words[args.ids + n / args.input];
        let i = n % args.input;
        var x = 0.0;
        if (word >= 0) {
            if (args.has_table == 1u) {
                x = values[args.weight + u32(word) * args.input + i];
            } else if (u32(word) == i) {
                x = 1.0;
            }
        }
        values[args.x + n] = x;
    }
}
