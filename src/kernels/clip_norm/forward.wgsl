// The norm of all gradients, and the cut. A plain f32 sum of squares underflows at 1e-23 and overflows at 1e19: each part is
// kept as (largest, Σ (g / largest)²), which does neither.
struct Args { grad: u32, count: u32, parts: u32, part: u32, norm: u32, factor: u32, max_norm: f32 }
@group(0) @binding(2) var<uniform> args: Args;

var<workgroup> largest: array<f32, 256>;
var<workgroup> sums: array<f32, 256>;

// Two parts in one: the smaller is scaled to the larger.
fn join(me: u32, other: u32) {
    let a = largest[me];
    let b = largest[other];
    let top = max(a, b);
    if (top > 0.0) {
        sums[me] = sums[me] * (a / top) * (a / top) + sums[other] * (b / top) * (b / top);
    }
    largest[me] = top;
}

// `part` and those after it: two values a workgroup.
@compute @workgroup_size(256)
fn measure(
    @builtin(local_invocation_index) me: u32,
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
) {
    var top = 0.0;
    for (var i = group.x * 256u + me; i < args.count; i += groups.x * 256u) { top = max(top, abs(values[args.grad + i])); }
    var sum = 0.0;
    if (top > 0.0) {
        for (var i = group.x * 256u + me; i < args.count; i += groups.x * 256u) {
            let g = values[args.grad + i] / top;
            sum += g * g;
        }
    }
    largest[me] = top;
    sums[me] = sum;
    workgroupBarrier();
    for (var half = 128u; half > 0u; half /= 2u) {
        if (me < half) { join(me, me + half); }
        workgroupBarrier();
    }
    if (me == 0u) {
        values[args.part + 2u * group.x] = largest[0];
        values[args.part + 2u * group.x + 1u] = sums[0];
    }
}

// From all `parts` the norm, and the factor that brings it down to `max_norm` (below 0: no limit).
@compute @workgroup_size(256)
fn finish(@builtin(local_invocation_index) me: u32) {
    largest[me] = 0.0;
    sums[me] = 0.0;
    // Uniform: every thread takes every turn.
    for (var first = 0u; first < args.parts; first += 256u) {
        let i = first + me;
        if (i < args.parts) {
            let b = values[args.part + 2u * i];
            let top = max(largest[me], b);
            if (top > 0.0) {
                let mine = largest[me] / top;
                let other = b / top;
                sums[me] = sums[me] * mine * mine + values[args.part + 2u * i + 1u] * other * other;
            }
            largest[me] = top;
        }
    }
    workgroupBarrier();
    for (var half = 128u; half > 0u; half /= 2u) {
        if (me < half) { join(me, me + half); }
        workgroupBarrier();
    }
    if (me == 0u) {
        let norm = largest[0] * sqrt(sums[0]);
        values[args.norm] = norm;
        values[args.factor] = select(1.0, min(1.0, args.max_norm / (norm + 1e-6)), args.max_norm >= 0.0);
    }
}

@compute @workgroup_size(256)
fn scale(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    let factor = values[args.factor];
    for (var i = id.x; i < args.count; i += groups.x * 256u) { values[args.grad + i] *= factor; }
}
