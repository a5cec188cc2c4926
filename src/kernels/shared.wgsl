// Moves and sums that several kernels need. `count` values each, a thread a value, threads striding over the rest.
struct Args { a: u32, b: u32, out: u32, count: u32, rows: u32, columns: u32, kind: u32 }
@group(0) @binding(2) var<uniform> args: Args;

fn stride(threads: vec3<u32>) -> u32 { return threads.x * 256u; }

@compute @workgroup_size(256)
fn fill(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += stride(groups)) { values[args.out + i] = 0.0; }
}

@compute @workgroup_size(256)
fn copy(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += stride(groups)) { values[args.out + i] = values[args.a + i]; }
}

@compute @workgroup_size(256)
fn add(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += stride(groups)) {
        values[args.out + i] = values[args.a + i] + values[args.b + i];
    }
}

// The integers from a on, as reals.
@compute @workgroup_size(256)
fn reals(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += stride(groups)) { values[args.out + i] = f32(words[args.a + i]); }
}

// out[column, row] = a[row, column].
@compute @workgroup_size(256)
fn transpose(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += stride(groups)) {
        values[args.out + (i % args.columns) * args.rows + i / args.columns] = values[args.a + i];
    }
}

// out[column] = Σ_rows a[row, column].
@compute @workgroup_size(64)
fn column_sums(@builtin(global_invocation_id) id: vec3<u32>) {
    let column = id.x;
    if (column >= args.columns) { return; }
    var sum = 0.0;
    for (var row = 0u; row < args.rows; row++) { sum += values[args.a + row * args.columns + column]; }
    values[args.out + column] = sum;
}

// out = f(a), f by `kind`.
@compute @workgroup_size(256)
fn activate(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += stride(groups)) {
        values[args.out + i] = squash(args.kind, values[args.a + i]);
    }
}

// out = a · f′ at the output b.
@compute @workgroup_size(256)
fn through_slope(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < args.count; i += stride(groups)) {
        values[args.out + i] = values[args.a + i] * slope(args.kind, values[args.b + i]);
    }
}
