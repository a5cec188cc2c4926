// A workgroup a unit of a sequence. Every step is a pair (a, b), h = a·h + b; each thread puts its own stretch of steps together, the
// stretches are scanned in log₂ 256 rounds, then each thread writes its states. (Associative scan: Hillis and Steele 1986.)
struct Args { steps: u32, batch: u32, hidden: u32, reverse: u32, h0: u32, gates: u32, h: u32 }
@group(0) @binding(2) var<uniform> args: Args;

var<workgroup> a_of: array<f32, 256>;
var<workgroup> b_of: array<f32, 256>;

// Where step n, in reading order, of the sequence lies.
fn row(n: u32, b: u32) -> u32 { return select(n, args.steps - 1u - n, args.reverse == 1u) * args.batch + b; }

@compute @workgroup_size(256)
fn forward(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
    let u = group.x % args.hidden;
    let b = group.x / args.hidden;
    let each = (args.steps + 255u) / 256u;
    let first = min(local.x * each, args.steps);
    let last = min(first + each, args.steps);
    var a = 1.0;
    var sum = 0.0;
    for (var n = first; n < last; n++) {
        let at = args.gates + row(n, b) * 2u * args.hidden + u;
        let z = sigmoid(values[at]);
        values[at] = z;
        a = (1.0 - z) * a;
        sum = (1.0 - z) * sum + z * values[at + args.hidden];
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
    var h = values[args.h0 + b * args.hidden + u];
    if (local.x > 0u) { h = a_of[local.x - 1u] * h + b_of[local.x - 1u]; }
    for (var n = first; n < last; n++) {
        let at = args.gates + row(n, b) * 2u * args.hidden + u;
        let z = values[at];
        h = (1.0 - z) * h + z * values[at + args.hidden];
        values[args.h + row(n, b) * args.hidden + u] = h;
    }
}
