// `askers`: a thread an asker, for its scores and its query. Then `asked`: a thread a unit of a key and a value, over all the
// askers that saw it.
struct Args {
    steps: u32, batch: u32, width: u32, heads: u32, causal: u32, root: f32,
    qkv: u32, live: u32, weights: u32, dy: u32, dweights: u32, dscores: u32, dqkv: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

fn at(part: u32, t: u32, b: u32, own: u32) -> u32 { return (t * args.batch + b) * 3u * args.width + part * args.width + own; }

@compute @workgroup_size(64)
fn askers(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    let part = args.width / args.heads;
    for (var n = id.x; n < args.steps * args.batch * args.heads; n += groups.x * 64u) {
        let head = n % args.heads;
        let row = n / args.heads;
        let t = row / args.batch;
        let b = row % args.batch;
        let seen = select(args.steps, t + 1u, args.causal == 1u);
        let here = n * args.steps;
        let own = head * part;
        let dy = args.dy + row * args.width + own;
        var mean = 0.0;
        for (var s = 0u; s < args.steps; s++) {
            var d = 0.0;
            if (s < seen) {
                for (var u = 0u; u < part; u++) { d += values[dy + u] * values[args.qkv + at(2u, s, b, own) + u]; }
                d = values[args.live + head] * d;
            }
            values[args.dweights + here + s] = d;
            mean += values[args.weights + here + s] * d;
        }
        for (var s = 0u; s < args.steps; s++) {
            values[args.dscores + here + s] = values[args.weights + here + s] * (values[args.dweights + here + s] - mean);
        }
        for (var u = 0u; u < part; u++) {
            var d = 0.0;
            for (var s = 0u; s < seen; s++) {
                d += values[args.dscores + here + s] / args.root * values[args.qkv + at(1u, s, b, own) + u];
            }
            values[args.dqkv + at(0u, t, b, own) + u] = d;
        }
    }
}

@compute @workgroup_size(256)
fn asked(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    let part = args.width / args.heads;
    for (var i = id.x; i < args.steps * args.batch * args.width; i += groups.x * 256u) {
        let unit = i % args.width;
        let head = unit / part;
        let b = (i / args.width) % args.batch;
        let s = i / (args.width * args.batch);
        var dkey = 0.0;
        var dvalue = 0.0;
        for (var t = select(0u, s, args.causal == 1u); t < args.steps; t++) {
            let row = t * args.batch + b;
            let score = (row * args.heads + head) * args.steps + s;
            dkey += values[args.dscores + score] / args.root * values[args.qkv + at(0u, t, b, unit)];
            dvalue += values[args.weights + score] * values[args.dy + row * args.width + unit];
        }
        values[args.dqkv + at(1u, s, b, unit)] = dkey;
        values[args.dqkv + at(2u, s, b, unit)] = values[args.live + head] * dvalue;
    }
}
