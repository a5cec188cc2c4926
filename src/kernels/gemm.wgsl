// C[i, j] = start + Σ_p A(i, p) · B(p, j), in tiles of 64 × 64. A and B lie in any order (row and column strides), C row by row.
struct Args {
    rows: u32, columns: u32, depth: u32,
    a: u32, a_row: u32, a_column: u32,
    b: u32, b_row: u32, b_column: u32,
    c: u32,
    // 0: from nothing; 1: added to C; 2: from a bias a column.
    start: u32, bias: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

const TILE = 64u;
const DEPTH = 16u;
var<workgroup> left: array<f32, 1024>;
var<workgroup> right: array<f32, 1024>;

@compute @workgroup_size(16, 16)
fn gemm(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_id) me: vec3<u32>,
    @builtin(local_invocation_index) index: u32,
) {
    let row = group.y * TILE;
    let column = group.x * TILE;
    var s0 = vec4<f32>();
    var s1 = vec4<f32>();
    var s2 = vec4<f32>();
    var s3 = vec4<f32>();
    for (var base = 0u; base < args.depth; base += DEPTH) {
        for (var part = 0u; part < 4u; part++) {
            let slot = index + part * 256u;
            // Neighbours read neighbours, whichever way a matrix lies.
            var i = slot / DEPTH;
            var p = slot % DEPTH;
            if (args.a_column != 1u) { i = slot % TILE; p = slot / TILE; }
            var x = 0.0;
            if (row + i < args.rows && base + p < args.depth) {
                x = values[args.a + (row + i) * args.a_row + (base + p) * args.a_column];
            }
            left[p * TILE + i] = x;
            var j = slot % TILE;
            p = slot / TILE;
            if (args.b_column != 1u) { j = slot / DEPTH; p = slot % DEPTH; }
            x = 0.0;
            if (column + j < args.columns && base + p < args.depth) {
                x = values[args.b + (base + p) * args.b_row + (column + j) * args.b_column];
            }
            right[p * TILE + j] = x;
        }
        workgroupBarrier();
        for (var p = 0u; p < DEPTH; p++) {
            let i = p * TILE + me.y * 4u;
            let j = p * TILE + me.x * 4u;
            let y = vec4<f32>(right[j], right[j + 1u], right[j + 2u], right[j + 3u]);
            s0 += left[i] * y;
            s1 += left[i + 1u] * y;
            s2 += left[i + 2u] * y;
            s3 += left[i + 3u] * y;
        }
        workgroupBarrier();
    }
    let sums = array<vec4<f32>, 4>(s0, s1, s2, s3);
    for (var di = 0u; di < 4u; di++) {
        let i = row + me.y * 4u + di;
        for (var dj = 0u; dj < 4u; dj++) {
            let j = column + me.x * 4u + dj;
            if (i < args.rows && j < args.columns) {
                let at = args.c + i * args.columns + j;
                var sum = sums[di][dj];
                if (args.start == 1u) { sum += values[at]; }
                if (args.start == 2u) { sum += values[args.bias + j]; }
                values[at] = sum;
            }
        }
    }
}
