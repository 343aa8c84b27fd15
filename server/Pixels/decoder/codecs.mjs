// The codecs that OHIF uses, each loaded when it is first needed. A decoder takes a codestream and gives
// { width, height, components, isPlanar, samples }: one or two bytes per sample, little endian.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

const loaders = {
  JpegBaseline: packages => emscripten(packages['libjpeg-turbo'], 'libjpegturbowasm_decode.js', 'JPEGDecoder'),
  JpegLossless: packages => jpegLossless(packages['jpeg-lossless']),
  JpegLs: packages => emscripten(packages.charls, 'charlswasm_decode.js', 'JpegLSDecoder'),
  Jpeg2000: packages => emscripten(packages.openjpeg, 'openjpegwasm_decode.js', 'J2KDecoder'),
  HighThroughputJpeg2000: packages => emscripten(packages.openjph, 'openjphjs.js', 'HTJ2KDecoder'),
};

const loaded = new Map();

/** The decoder of a codec. */
export async function decoderOf(codec, packages) {
  if (!loaded.has(codec)) {
    loaded.set(codec, await loaders[codec](packages));
  }

  return loaded.get(codec);
}

/** A codec compiled to WebAssembly; all of them have the same interface. */
async function emscripten(folder, file, className) {
  let complaint = '';
  const complain = text => {
    complaint = /error/i.test(text) && complaint === '' ? text : complaint;
  };
  const codec = await require(join(folder, file))({ print: complain, printErr: complain });
  return frame => {
    complaint = '';
    const decoder = new codec[className]();
    try {
      decoder.getEncodedBuffer(frame.length).set(frame);
      decoder.decode();
      const { width, height, componentCount } = decoder.getFrameInfo();
      if (width === 0 || complaint !== '') {
        throw new Error(complaint || 'the codec found no image');
      }

      const isPlanar = componentCount > 1 && decoder.getInterleaveMode?.() === 0;
      return { width, height, components: componentCount, isPlanar, samples: new Uint8Array(decoder.getDecodedBuffer()) };
    } catch (error) {
      throw typeof error === 'number' ? new Error(complaint || codec.getExceptionMessage?.(error) || 'the codec refuses the frame') : error;
    } finally {
      decoder.delete();
    }
  };
}

async function jpegLossless(folder) {
  const { Decoder } = await import(pathToFileURL(join(folder, 'lossless.mjs')).href);
  return frame => {
    const decoder = new Decoder();
    const decoded = decoder.decode(frame.buffer, frame.byteOffset, frame.length);
    const { dimX, dimY, numComp, precision } = decoder.frame;
    return { width: dimX, height: dimY, components: numComp, isPlanar: false, samples: bytesOf(decoded, precision) };
  };
}

/** Samples as bytes, as few per sample as their precision needs. */
function bytesOf(samples, precision) {
  return precision > 8
    ? new Uint8Array(new Uint16Array(samples).buffer)
    : new Uint8Array(samples);
}
