// A thread an asker (a head of a step of a sequence): its scores, their maximum, the exponentials, the mixed values.
struct Args {
    steps: u32, batch: u32, width: u32, heads: u32, causal: u32, root: f32,
    qkv: u32, live: u32, scores: u32, weights: u32, y: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    let part = args.width / args.heads;
    for (var n = id.x; n < args.steps * args.batch * args.heads; n += groups.x * 64u) {
        let head = n % args.heads;
        let row = n / args.heads;
        let t = row / args.batch;
        let b = row % args.batch;
        let seen = select(args.steps, t + 1u, args.causal == 1u);
        let here = n * args.steps;
        let own = head * part;
        let query = args.qkv + row * 3u * args.width + own;
        var most = -3.0e38;
        for (var s = 0u; s < args.steps; s++) {
            var score = 0.0;
            if (s < seen) {
                let key = args.qkv + (s * args.batch + b) * 3u * args.width + args.width + own;
                for (var u = 0u; u < part; u++) { score += values[query + u] * values[key + u]; }
                score = score / args.root;
                most = max(most, score);
            }
            values[args.scores + here + s] = score;
        }
        var sum = 0.0;
        for (var s = 0u; s < args.steps; s++) {
            var weight = 0.0;
            // Below −87 the exponential is no normal number; some devices make NaN of it.
            if (s < seen) { weight = exp(max(values[args.scores + here + s] - most, -87.0)); }
            values[args.weights + here + s] = weight;
            sum += weight;
        }
        for (var s = 0u; s < seen; s++) { values[args.weights + here + s] = values[args.weights + here + s] / sum; }
        for (var u = 0u; u < part; u++) {
            var mixed = 0.0;
            for (var s = 0u; s < seen; s++) {
                let value = args.qkv + (s * args.batch + b) * 3u * args.width + 2u * args.width + own;
                mixed += values[args.weights + here + s] * values[value + u];
            }
            values[args.y + row * args.width + own + u] = values[args.live + head] * mixed;
        }
    }
}
