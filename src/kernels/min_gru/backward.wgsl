// The same scan from the last step to the first: dh = dy + (1 − z of the step after) · dh of the step after.
struct Args {
    steps: u32, batch: u32, hidden: u32, reverse: u32,
    h0: u32, gates: u32, h: u32, dy: u32, dgates: u32, dpre: u32, dh: u32, dh0: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

var<workgroup> a_of: array<f32, 256>;
var<workgroup> b_of: array<f32, 256>;

fn row(n: u32, b: u32) -> u32 { return select(n, args.steps - 1u - n, args.reverse == 1u) * args.batch + b; }

// What of dh step n, in reading order, receives from the step after it.
fn passed(n: u32, b: u32, u: u32) -> f32 {
    if (n + 1u >= args.steps) { return 0.0; }
    return 1.0 - values[args.gates + row(n + 1u, b) * 2u * args.hidden + u];
}

@compute @workgroup_size(256)
fn backward(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
    let u = group.x % args.hidden;
    let b = group.x / args.hidden;
    let each = (args.steps + 255u) / 256u;
    // Stretches are counted from the last step.
    let first = min(local.x * each, args.steps);
    let last = min(first + each, args.steps);
    var a = 1.0;
    var sum = 0.0;
    for (var m = first; m < last; m++) {
        let n = args.steps - 1u - m;
        let by = passed(n, b, u);
        a = by * a;
        sum = by * sum + values[args.dy + row(n, b) * args.hidden + u];
    }
    a_of[local.x] = a;
    b_of[local.x] = sum;
    for (var far = 1u; far < 256u; far = far * 2u) {
        workgroupBarrier();
        var before_a = 1.0;
        var before_b = 0.0;
        if (local.x >= far) {
            before_a = a_of[local.x - far];
            before_b = b_of[local.x - far];
        }
        workgroupBarrier();
        b_of[local.x] = a_of[local.x] * before_b + b_of[local.x];
        a_of[local.x] = a_of[local.x] * before_a;
    }
    workgroupBarrier();
    // Nothing comes from beyond the last step.
    var dh = 0.0;
    if (local.x > 0u) { dh = b_of[local.x - 1u]; }
    for (var m = first; m < last; m++) {
        let n = args.steps - 1u - m;
        let state = row(n, b) * args.hidden + u;
        let gate = row(n, b) * 2u * args.hidden + u;
        dh = passed(n, b, u) * dh + values[args.dy + state];
        let z = values[args.gates + gate];
        var before = values[args.h0 + b * args.hidden + u];
        if (n > 0u) { before = values[args.h + row(n - 1u, b) * args.hidden + u]; }
        let dz = dh * (values[args.gates + gate + args.hidden] - before);
        values[args.dh + state] = dh;
        values[args.dgates + gate] = dz;
        values[args.dgates + gate + args.hidden] = dh * z;
        values[args.dpre + gate] = dz * sigmoid_slope(z);
        values[args.dpre + gate + args.hidden] = dh * z;
        if (n == 0u) { values[args.dh0 + b * args.hidden + u] = (1.0 - z) * dh; }
    }
}
