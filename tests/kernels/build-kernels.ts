import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Builds signal/spectrum/kernels.c into signal/spectrum/kernels-wasm.ts: `bun tests/kernels/build-kernels.ts`, with clang and
 * wasm-ld 14 or later. Only who changes the C source needs it.
 */
const SOURCE = new URL('../../signal/spectrum/kernels.c', import.meta.url).pathname;
const TARGET = new URL('../../signal/spectrum/kernels-wasm.ts', import.meta.url).pathname;
const FLAGS = [
  '--target=wasm32',
  '-std=c99',
  '-O3',
  '-msimd128',
  '-nostdlib',
  '-ffreestanding',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-Wl,--no-entry',
  '-Wl,--import-memory',
  '-Wl,--strip-all',
];

const output = join(mkdtempSync(join(tmpdir(), 'kernels-')), 'kernels.wasm');
const built = Bun.spawnSync(['clang', ...FLAGS, '-o', output, SOURCE], { stderr: 'inherit' });
if (!built.success) throw new Error('clang failed.');
const wasm = readFileSync(output);
rmSync(dirname(output), { recursive: true });
const source = await Bun.file(SOURCE).text();
const sha256 = new Bun.CryptoHasher('sha256').update(source).digest('hex');
const lines = wasm.toString('base64').match(/.{1,96}/g) ?? [];
await Bun.write(
  TARGET,
  `/** SHA-256 of the kernels.c that this was built from by tests/kernels/build-kernels.ts. */
export const KERNELS_SOURCE_SHA256 =
  '${sha256}';

/** The compiled kernels, base64. */
export const KERNELS_BASE64 = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`,
);
console.log(`${wasm.length} bytes`);
