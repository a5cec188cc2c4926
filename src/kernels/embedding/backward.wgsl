// dE[word, i] = Σ of dx[row, i] over the rows that hold the word: a thread a value, so that nobody writes where another does.
struct Args { rows: u32, input: u32, ids: u32, dx: u32, dweight: u32, vocab: u32 }
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn backward(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var n = id.x; n < args.vocab * args.input; n += groups.x * 256u) {
        let word = i32(n / args.input);
        let i = n % args.input;
        var sum = 0.0;
        for (var row = 0u; row < args.rows; row++) {
            if (words[args.ids + row] == word) { sum += values[args.dx + row * args.input + i]; }
        }
        values[args.dweight + n] = sum;
    }
}
