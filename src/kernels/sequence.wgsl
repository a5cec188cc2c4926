// What the recurrent kernels share: the order of the steps. n counts steps as the layer reads them.
fn step_at(n: u32) -> u32 { return select(n, args.steps - 1u - n, args.reverse == 1u); }
// Where the row of sequence b at step n lies, in rows.
fn row_at(n: u32, b: u32) -> u32 { return step_at(n) * args.batch + b; }
// A state one step before n: the initial one before the first.
fn before(sequence: u32, initial: u32, n: u32, b: u32, u: u32) -> f32 {
    if (n == 0u) { return values[initial + b * args.hidden + u]; }
    return values[sequence + row_at(n - 1u, b) * args.hidden + u];
}
