// da = dh · f′; then dW and dx, a thread a value, from the steps that the window joined.
struct Args {
    steps: u32, batch: u32, input: u32, hidden: u32, reverse: u32, kind: u32,
    weight: u32, x: u32, da: u32, dx: u32, dweight: u32,
}
@group(0) @binding(2) var<uniform> args: Args;

@compute @workgroup_size(256)
fn weights(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var n = id.x; n < args.hidden * args.input * 3u; n += groups.x * 256u) {
        let back = 2u - n % 3u;
        let j = (n / 3u) % args.input;
        let u = n / 3u / args.input;
        var sum = 0.0;
        for (var t = 0u; t < args.steps; t++) {
            let seen = select(t - back, t + back, args.reverse == 1u);
            if (seen < args.steps) {
                for (var b = 0u; b < args.batch; b++) {
                    sum += values[args.da + (t * args.batch + b) * args.hidden + u]
                        * values[args.x + (seen * args.batch + b) * args.input + j];
                }
            }
        }
        values[args.dweight + n] = sum;
    }
}

@compute @workgroup_size(256)
fn inputs(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var n = id.x; n < args.steps * args.batch * args.input; n += groups.x * 256u) {
        let j = n % args.input;
        let row = n / args.input;
        let seen = row / args.batch;
        let b = row % args.batch;
        var sum = 0.0;
        for (var k = 0u; k < 3u; k++) {
            let back = 2u - k;
            let t = select(seen + back, seen - back, args.reverse == 1u);
            if (t < args.steps) {
                let da = args.da + (t * args.batch + b) * args.hidden;
                for (var u = 0u; u < args.hidden; u++) {
                    sum += values[da + u] * values[args.weight + (u * args.input + j) * 3u + k];
                }
            }
        }
        values[args.dx + n] = sum;
    }
}
