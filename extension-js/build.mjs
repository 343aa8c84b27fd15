// Bundles the extension and the mode as the two ES modules that OHIF loads by URL.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

const outdir = new URL('dist/', import.meta.url).pathname;
await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: { 'extension-aln': 'src/index.ts', 'mode-aln': 'src/mode.ts' },
  absWorkingDir: new URL('.', import.meta.url).pathname,
  outdir,
  bundle: true,
  // Extension and mode share one store, hence one copy of the common modules.
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  charset: 'utf8',
  target: 'es2022',
  minify: true,
  legalComments: 'linked',
  loader: { '.css': 'text' },
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});
