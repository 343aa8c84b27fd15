// Decodes one frame after the other. A codec that throws is reported; one whose WebAssembly code crashes takes the process with it,
// since its memory can no longer be trusted.
import { parentPort, workerData } from 'node:worker_threads';
import { decoderOf } from './codecs.mjs';

const PAGE = 64 * 1024;

/** Keeps the memories of all WebAssembly modules below the limit: a codec that wants more fails as on a machine without memory. */
function limitMemory(megabytes) {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function growWithin(pages) {
    if (this.buffer.byteLength + pages * PAGE > megabytes * 1024 * 1024) {
      throw new RangeError(`the codec wants more than ${megabytes} MiB`);
    }

    return grow.call(this, pages);
  };
}

limitMemory(workerData.memoryMegabytes);

parentPort.on('message', async ({ codec, frame }) => {
  try {
    const decode = await decoderOf(codec, workerData.packages);
    const { samples, ...header } = decode(frame);
    parentPort.postMessage({ header, samples }, [samples.buffer]);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) {
      throw error;
    }

    parentPort.postMessage({ header: { error: error instanceof Error ? error.message : String(error) } });
  }
});
