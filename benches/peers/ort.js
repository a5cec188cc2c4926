"use strict";

// Times ONNX Runtime on forward jobs: a recurrent layer with a readout and a softmax at every step. The model is written here,
// as a protobuf of the few messages of ONNX that it needs (onnx.proto3), so that no file of weights has to lie around.

const WARM_UP = 20;
// A clock of a page that is not isolated ticks in tenths of a millisecond: a reading lasts so long at least.
const LEAST_MILLIS = 20;

const text = new TextEncoder();

function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function varint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Uint8Array.from([...bytes, value]);
}

const whole = (field, value) => join([varint(field * 8), varint(value)]);
const bytes = (field, value) => join([varint(field * 8 + 2), varint(value.length), value]);
const string = (field, value) => bytes(field, text.encode(value));

const FLOAT = 1;
const INT64 = 7;

function tensor(name, dims, data) {
  const type = data instanceof Float32Array ? FLOAT : INT64;
  const raw = new Uint8Array(data.buffer);
  return join([...dims.map((dim) => whole(1, dim)), whole(2, type), string(8, name), bytes(9, raw)]);
}

function value(name, dims) {
  const shape = join(dims.map((dim) => bytes(1, whole(1, dim))));
  const type = bytes(1, join([whole(1, FLOAT), bytes(2, shape)]));
  return join([string(1, name), bytes(2, type)]);
}

// Attributes are whole numbers here (type 2 of AttributeProto).
function node(kind, inputs, output, attributes = {}) {
  const pairs = Object.entries(attributes);
  return join([
    ...inputs.map((input) => string(1, input)),
    string(2, output),
    string(4, kind),
    ...pairs.map(([key, number]) => bytes(5, join([string(1, key), whole(3, number), whole(20, 2)]))),
  ]);
}

// The same numbers on every load: a small linear congruential generator.
function random(count, scale, seed) {
  const data = new Float32Array(count);
  let state = seed >>> 0;
  for (let n = 0; n < count; n++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[n] = (state / 2 ** 31 - 1) * scale;
  }
  return data;
}

function model({ cell, hidden, len, batch, input }) {
  const [kind, gates, more] = {
    rnn: ["RNN", 1, {}],
    lstm: ["LSTM", 4, {}],
    // As PyTorch and our engine have it: the reset gate after the recurrent product.
    gru: ["GRU", 3, { linear_before_reset: 1 }],
  }[cell];
  const rows = gates * hidden;
  const scale = 1 / Math.sqrt(hidden);
  const graph = join([
    bytes(1, node(kind, ["x", "w", "r", "b"], "every", { hidden_size: hidden, ...more })),
    bytes(1, node("Squeeze", ["every", "axes"], "h")),
    bytes(1, node("MatMul", ["h", "v"], "product")),
    bytes(1, node("Add", ["product", "c"], "logits")),
    bytes(1, node("Softmax", ["logits"], "y")),
    string(2, cell),
    bytes(5, tensor("w", [1, rows, input], random(rows * input, scale, 1))),
    bytes(5, tensor("r", [1, rows, hidden], random(rows * hidden, scale, 2))),
    bytes(5, tensor("b", [1, 2 * rows], random(2 * rows, scale, 3))),
    bytes(5, tensor("axes", [1], BigInt64Array.of(1n))),
    bytes(5, tensor("v", [hidden, input], random(hidden * input, scale, 4))),
    bytes(5, tensor("c", [input], random(input, scale, 5))),
    bytes(11, value("x", [len, batch, input])),
    bytes(12, value("y", [len, batch, input])),
  ]);
  return join([whole(1, 8), bytes(7, graph), bytes(8, join([string(1, ""), whole(2, 17)]))]);
}

function settings() {
  const query = new URLSearchParams(location.search);
  const count = (name, fallback) => Number(query.get(name) ?? fallback);
  const job = { job: query.get("job") ?? "forward", cell: query.get("cell") ?? "lstm" };
  if (job.job !== "forward") throw new Error("ONNX Runtime for the web does not train recurrent layers");
  if (!["rnn", "lstm", "gru"].includes(job.cell)) throw new Error("cell must be one of rnn, lstm, gru");
  return { ...job, hidden: count("hidden", 32), len: count("len", 32), batch: count("batch", 1), input: count("input", 32), runs: count("runs", 15) };
}

async function main() {
  if (typeof ort === "undefined") throw new Error("ONNX Runtime is not here: run npm install in benches/peers");
  const job = settings();
  ort.env.wasm.wasmPaths = new URL("node_modules/onnxruntime-web/dist/", location.href).href;
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(model(job), { executionProviders: ["wasm"], graphOptimizationLevel: "all" });
  const data = new Float32Array(job.len * job.batch * job.input);
  for (let row = 0; row < job.len * job.batch; row++) data[row * job.input + ((row * 7) % job.input)] = 1;
  const x = new ort.Tensor("float32", data, [job.len, job.batch, job.input]);
  const once = async () => {
    const { y } = await session.run({ x });
    if (!Number.isFinite(y.data[0])) throw new Error(`the output is ${y.data[0]}`);
  };
  for (let run = 0; run < WARM_UP; run++) await once();
  const times = [];
  for (let run = 0; run < job.runs; run++) {
    const begin = performance.now();
    let count = 0;
    for (; count === 0 || performance.now() - begin < LEAST_MILLIS; count++) await once();
    times.push((performance.now() - begin) / count);
  }
  const sorted = [...times].sort((a, b) => a - b);
  const { runs, ...sizes } = job;
  return { peer: "onnxruntime-web", version: ort.env.versions?.web, ...sizes, median_ms: sorted[sorted.length >> 1], min_ms: sorted[0], threads: 1 };
}

main()
  .catch((e) => ({ error: e?.message ?? String(e) }))
  .then((report) => {
    document.querySelector("output[name=speed]").value = JSON.stringify(report);
  });
