// A thread a query: its scores, their maximum, the exponentials, the context.
struct Args {
    steps: u32, source: u32, batch: u32, hidden: u32,
    query: u32, keys: u32, cut: u32, scores: u32, weights: u32, context: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

fn key(s: u32, b: u32) -> u32 { return args.keys + (s * args.batch + b) * args.hidden; }

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3<u32>) {
    let row = id.x;
    if (row >= args.steps * args.batch) { return; }
    let b = row % args.batch;
    let query = args.query + row * args.hidden;
    let here = row * args.source;
    var most = -3.0e38;
    for (var s = 0u; s < args.source; s++) {
        var score = 0.0;
        for (var u = 0u; u < args.hidden; u++) { score += values[query + u] * values[key(s, b) + u]; }
        values[args.scores + here + s] = score;
        if (values[args.cut + here + s] == 0.0) { most = max(most, score); }
    }
    var sum = 0.0;
    for (var s = 0u; s < args.source; s++) {
        var weight = 0.0;
        // Below −87 the exponential is no normal number; some devices make NaN of it.
        if (values[args.cut + here + s] == 0.0) { weight = exp(max(values[args.scores + here + s] - most, -87.0)); }
        values[args.weights + here + s] = weight;
        sum += weight;
    }
    for (var s = 0u; s < args.source; s++) {
        values[args.weights + here + s] = values[args.weights + here + s] / max(sum, 1.0e-30);
    }
    for (var u = 0u; u < args.hidden; u++) {
        var context = 0.0;
        for (var s = 0u; s < args.source; s++) { context += values[args.weights + here + s] * values[key(s, b) + u]; }
        values[args.context + row * args.hidden + u] = context;
    }
}
