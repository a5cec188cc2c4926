// `queries`: a thread a query. Then `keys`: a thread a unit of a key, over all the queries that asked it.
struct Args {
    steps: u32, source: u32, batch: u32, hidden: u32,
    query: u32, keys: u32, weights: u32, dcontext: u32, dweights: u32, dscores: u32, dquery: u32, dkeys: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

fn key(s: u32, b: u32) -> u32 { return args.keys + (s * args.batch + b) * args.hidden; }

@compute @workgroup_size(64)
fn queries(@builtin(global_invocation_id) id: vec3<u32>) {
    let row = id.x;
    if (row >= args.steps * args.batch) { return; }
    let b = row % args.batch;
    let unit = row * args.hidden;
    let here = row * args.source;
    var mean = 0.0;
    for (var s = 0u; s < args.source; s++) {
        var d = 0.0;
        for (var u = 0u; u < args.hidden; u++) { d += values[args.dcontext + unit + u] * values[key(s, b) + u]; }
        values[args.dweights + here + s] = d;
        mean += values[args.weights + here + s] * d;
    }
    for (var s = 0u; s < args.source; s++) {
        let d = values[args.weights + here + s] * (values[args.dweights + here + s] - mean);
        values[args.dscores + here + s] = d;
        for (var u = 0u; u < args.hidden; u++) { values[args.dquery + unit + u] += d * values[key(s, b) + u]; }
    }
}

@compute @workgroup_size(256)
fn keys(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    let count = args.source * args.batch * args.hidden;
    for (var i = id.x; i < count; i += groups.x * 256u) {
        let u = i % args.hidden;
        let b = (i / args.hidden) % args.batch;
        let s = i / (args.hidden * args.batch);
        var d = 0.0;
        for (var t = 0u; t < args.steps; t++) {
            let row = t * args.batch + b;
            let at = row * args.source + s;
            d += values[args.weights + at] * values[args.dcontext + row * args.hidden + u];
            d += values[args.dscores + at] * values[args.query + row * args.hidden + u];
        }
        values[args.dkeys + i] = d;
    }
}
