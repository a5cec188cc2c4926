// a_t = b + Σ_j Σ_k W[u, j, k] x_{t−2+k}, a thread a value; h = f(a).
struct Args {
    steps: u32, batch: u32, input: u32, hidden: u32, reverse: u32, kind: u32,
    weight: u32, bias: u32, x: u32, a: u32, h: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn forward(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    let rows = args.steps * args.batch;
    for (var n = id.x; n < rows * args.hidden; n += groups.x * 256u) {
        let u = n % args.hidden;
        let row = n / args.hidden;
        let t = row / args.batch;
        let b = row % args.batch;
        var a = values[args.bias + u];
        for (var k = 0u; k < 3u; k++) {
            let back = 2u - k;
            let seen = select(t - back, t + back, args.reverse == 1u);
            // Before the first step there is nothing. (t − back wraps round to a large number there.)
            if (seen < args.steps) {
                let x = args.x + (seen * args.batch + b) * args.input;
                for (var j = 0u; j < args.input; j++) {
                    a += values[args.weight + (u * args.input + j) * 3u + k] * values[x + j];
                }
            }
        }
        values[args.a + n] = a;
        values[args.h + n] = squash(args.kind, a);
    }
}
