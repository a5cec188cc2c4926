// dlogits = (p − one_hot(target)) / count, nothing where there is no target. `count` writes 1 / count first.
struct Args { rows: u32, classes: u32, probs: u32, targets: u32, dlogits: u32, share: u32 }
@group(0) @binding(2) var<uniform> args: Args;

var<workgroup> counts: array<u32, 256>;

@compute @workgroup_size(256)
fn count(@builtin(local_invocation_index) me: u32) {
    var found = 0u;
    for (var row = me; row < args.rows; row += 256u) { found += select(0u, 1u, words[args.targets + row] >= 0); }
    counts[me] = found;
    workgroupBarrier();
    for (var half = 128u; half > 0u; half /= 2u) {
        if (me < half) { counts[me] += counts[me + half]; }
        workgroupBarrier();
    }
    if (me == 0u) { values[args.share] = 1.0 / f32(max(counts[0], 1u)); }
}

@compute @workgroup_size(256)
fn backward(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    let share = values[args.share];
    for (var n = id.x; n < args.rows * args.classes; n += groups.x * 256u) {
        let word = words[args.targets + n / args.classes];
        var d = 0.0;
        if (word >= 0) {
            d = values[args.probs + n];
            if (u32(word) == n % args.classes) { d -= 1.0; }
            d *= share;
        }
        values[args.dlogits + n] = d;
    }
}
