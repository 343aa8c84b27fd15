// The same network on slices of the same size by npm's onnxruntime-node with its defaults: all cores inside one run, one slice after the other.
//   npm install --ignore-scripts onnxruntime-node@1.30.0 (anywhere), then NODE_PATH to its node_modules
import { createRequire } from 'node:module';

const ort = createRequire(import.meta.url)('onnxruntime-node');
const [model, count, channels, height, width] = process.argv.slice(2).map((text, n) => (n === 0 ? text : Number(text)));
const session = await ort.InferenceSession.create(model);
const data = Float32Array.from({ length: channels * height * width }, (_, n) => ((n * 7919) % 1000) / 1000);
const run = () => session.run({ [session.inputNames[0]]: new ort.Tensor('float32', data, [1, channels, height, width]) });
await run();
const before = process.cpuUsage();
const start = performance.now();
for (let n = 0; n < count; n++) await run();
const cpu = process.cpuUsage(before);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, processor: (cpu.user + cpu.system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }));
