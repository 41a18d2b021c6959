import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';

const SOURCE = resolve(import.meta.dir, '..');

/** Where the script that computes spectra lies, and the transform library that it loads. */
export interface SignalWorkerFiles {
  readonly script: string;
  readonly library: string;
}

/** Writes both; their paths in `outdir`. */
export async function writeSignalWorker(outdir: string): Promise<SignalWorkerFiles> {
  const library = import.meta.resolve('@echogarden/pffft-wasm/simd');
  const bytes = await Bun.file(new URL('./pffft.wasm', library)).bytes();
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const wasm = `assets/pffft-${hash}.wasm`;
  await Bun.write(join(outdir, wasm), bytes);
  const result = await Bun.build({
    entrypoints: [join(SOURCE, 'screens/analysis/signal-worker.ts')],
    outdir: join(outdir, 'assets'),
    target: 'browser',
    minify: true,
    // Asked for on Node.js only: in a browser nobody gets there.
    external: ['module', 'node:fs/promises'],
    define: { PFFFT_WASM: JSON.stringify(`/${wasm}`) },
    naming: { entry: '[name]-[hash].[ext]' },
  });
  const script = result.outputs.find(({ kind }) => kind === 'entry-point');
  if (script === undefined) throw new Error('The bundler wrote no signal worker.');
  return { script: relative(outdir, script.path), library: wasm };
}
