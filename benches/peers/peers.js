"use strict";

const WARM_UP = 2;

function settings() {
  const query = new URLSearchParams(location.search);
  const choice = (name, allowed) => {
    const value = query.get(name) ?? allowed[0];
    if (!allowed.includes(value)) throw new Error(`${name} must be one of ${allowed.join(", ")}`);
    return value;
  };
  const count = (name, fallback) => {
    const value = Number(query.get(name) ?? fallback);
    if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number from 1`);
    return value;
  };
  return {
    job: choice("job", ["forward", "train"]),
    cell: choice("cell", ["lstm", "gru", "rnn"]),
    hidden: count("hidden", 32),
    len: count("len", 32),
    batch: count("batch", 1),
    input: count("input", 32),
    runs: count("runs", 7),
  };
}

async function start() {
  tf.wasm.setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  // One thread even on a cross-origin isolated page, so that both sides get the same one.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (!(await tf.setBackend("wasm"))) throw new Error("the wasm backend did not start");
  await tf.ready();
  if (tf.getBackend() !== "wasm") throw new Error(`the backend is ${tf.getBackend()}, not wasm`);
}

// The same symbols on every load: a small linear congruential generator.
function oneHot(job, seed) {
  const rows = job.batch * job.len;
  const data = new Float32Array(rows * job.input);
  let state = seed >>> 0;
  for (let row = 0; row < rows; row++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[row * job.input + Math.floor((state / 2 ** 32) * job.input)] = 1;
  }
  return tf.tensor3d(data, [job.batch, job.len, job.input]);
}

function buildModel(job) {
  const shared = {
    units: job.hidden,
    returnSequences: true,
    inputShape: [job.len, job.input],
    // The default, orthogonal, takes long to draw and has no bearing on the time of a step.
    recurrentInitializer: "glorotUniform",
  };
  const recurrent = {
    rnn: () => tf.layers.simpleRNN(shared),
    lstm: () => tf.layers.lstm({ ...shared, recurrentActivation: "sigmoid" }),
    gru: () => tf.layers.gru({ ...shared, recurrentActivation: "sigmoid" }),
  }[job.cell]();
  const model = tf.sequential();
  model.add(recurrent);
  model.add(tf.layers.dense({ units: job.input, activation: "softmax" }));
  return model;
}

function modelForward(job, x) {
  const model = buildModel(job);
  return async () => {
    const y = model.predictOnBatch(x);
    const values = await y.data();
    y.dispose();
    return values[0];
  };
}

function modelTrain(job, x, target) {
  const model = buildModel(job);
  model.compile({ optimizer: tf.train.adam(1e-3), loss: "categoricalCrossentropy" });
  return () => model.trainOnBatch(x, target);
}

async function measure(step, runs) {
  for (let i = 0; i < WARM_UP; i++) await step();
  const times = [];
  let last = NaN;
  for (let i = 0; i < runs; i++) {
    const begin = performance.now();
    last = await step();
    // The clock ticks in microseconds at best; the rest is rounding noise.
    times.push(Math.round((performance.now() - begin) * 1000) / 1000);
  }
  return { times, last };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

async function main() {
  const job = settings();
  if (typeof tf === "undefined" || !tf.wasm) throw new Error("TensorFlow.js is not here: run npm install in benches/peers");
  await start();
  const x = oneHot(job, 1);
  const target = oneHot(job, 2);
  const train = job.job === "train";
  const step = train ? modelTrain(job, x, target) : modelForward(job, x);
  const { times, last } = await measure(step, job.runs);
  if (!Number.isFinite(last)) throw new Error(`the ${train ? "loss" : "output"} is ${last}`);
  const { runs, ...sizes } = job;
  return {
    peer: "tfjs-wasm",
    version: tf.wasm.version_wasm,
    ...sizes,
    median_ms: median(times),
    min_ms: Math.min(...times),
    runs_ms: times,
    how: train ? "model.trainOnBatch" : "model.predictOnBatch",
    simd: await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"),
    threads: 1,
    ...(train && { loss: last }),
  };
}

main()
  .catch((e) => ({ error: e?.message ?? String(e) }))
  .then((report) => {
    document.querySelector("output[name=speed]").value = JSON.stringify(report);
  });
