// A thread a row: its maximum, its sum, its probabilities, its loss. Then one workgroup takes the mean.
struct Args { rows: u32, classes: u32, logits: u32, targets: u32, probs: u32, losses: u32, loss: u32 }
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3<u32>) {
    let row = id.x;
    if (row >= args.rows) { return; }
    let logits = args.logits + row * args.classes;
    let probs = args.probs + row * args.classes;
    var most = values[logits];
    for (var k = 1u; k < args.classes; k++) { most = max(most, values[logits + k]); }
    var sum = 0.0;
    for (var k = 0u; k < args.classes; k++) {
        // Below −87 the exponential is no normal number; some devices make NaN of it.
        let p = exp(max(values[logits + k] - most, -87.0));
        values[probs + k] = p;
        sum += p;
    }
    for (var k = 0u; k < args.classes; k++) { values[probs + k] = values[probs + k] / sum; }
    let word = words[args.targets + row];
    var loss = 0.0;
    if (word >= 0) { loss = most + log(sum) - values[logits + u32(word)]; }
    values[args.losses + row] = loss;
}

var<workgroup> sums: array<f32, 256>;
var<workgroup> counts: array<u32, 256>;

@compute @workgroup_size(256)
fn mean(@builtin(local_invocation_index) me: u32) {
    var sum = 0.0;
    var count = 0u;
    for (var row = me; row < args.rows; row += 256u) {
        sum += values[args.losses + row];
        count += select(0u, 1u, words[args.targets + row] >= 0);
    }
    sums[me] = sum;
    counts[me] = count;
    workgroupBarrier();
    for (var half = 128u; half > 0u; half /= 2u) {
        if (me < half) {
            sums[me] += sums[me + half];
            counts[me] += counts[me + half];
        }
        workgroupBarrier();
    }
    if (me == 0u) { values[args.loss] = sums[0] / f32(max(counts[0], 1u)); }
}
