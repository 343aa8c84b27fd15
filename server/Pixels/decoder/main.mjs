// The decoding process. Its first thread reads requests from standard input and ends the process when that closes, which is what
// happens whenever the server ends, however it ends; a second thread decodes, so that a frame which never ends cannot keep the first from seeing it.
//
// Messages both ways: length of the JSON and of the bytes (32 bits, little endian), the JSON, the bytes.
// Request: { codec } and the codestream. Answer: { width, height, components, isPlanar } and the samples, or { error }.
// The first message says { node } and comes before any request.
import process from 'node:process';
import { Worker } from 'node:worker_threads';

const HEAD = 8;
const [packages, memoryMegabytes] = process.argv.slice(2);

/** @type {Buffer[]} */
let chunks = [];
let waiting = 0;

/**
 * @param {object} header
 * @param {Uint8Array} [bytes]
 */
function send(header, bytes = new Uint8Array()) {
  const json = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(json.length, 0);
  head.writeUInt32LE(bytes.length, 4);
  process.stdout.write(Buffer.concat([head, json]));
  process.stdout.write(bytes);
}

/** Takes a whole message from what has arrived; undefined when it is not complete. */
function take() {
  if (waiting < HEAD) {
    return undefined;
  }

  const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  chunks = [all];
  const json = all.readUInt32LE(0);
  const end = HEAD + json + all.readUInt32LE(4);
  if (all.length < end) {
    return undefined;
  }

  chunks = [all.subarray(end)];
  waiting -= end;
  return { header: JSON.parse(all.toString('utf8', HEAD, HEAD + json)), bytes: new Uint8Array(all.subarray(HEAD + json, end)) };
}

const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { packages: JSON.parse(packages), memoryMegabytes: Number(memoryMegabytes) } });
worker.on('message', ({ header, samples }) => send(header, samples));
worker.on('error', error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

process.stdin.on('data', chunk => {
  chunks.push(chunk);
  waiting += chunk.length;
  for (let message = take(); message !== undefined; message = take()) {
    worker.postMessage({ codec: message.header.codec, frame: message.bytes }, [message.bytes.buffer]);
  }
});
process.stdin.on('end', () => process.exit(0));
send({ node: process.versions.node });
