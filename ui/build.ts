import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const SOURCE = import.meta.dir;
const COMPRESSED = /\.(js|css|html|svg)$/;

/** What a build wrote: every file by its path inside `outdir`, and the scripts that the first page load fetches. */
export interface BuiltUi {
  readonly outdir: string;
  readonly files: readonly string[];
  readonly firstLoadScripts: readonly string[];
}

/**
 * Bundles the screens into `outdir`: `index.html`, which must not be cached, and `assets/` with a hash in each name, which
 * may be cached for ever. Beside each text file lie `.gz` and `.br`. No script is inline, so the content security policy can be 'self'.
 */
export async function buildUi(outdir: string = join(SOURCE, 'dist')): Promise<BuiltUi> {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const scripts = await bundle(['main.ts', 'style/apply-theme.ts'], outdir);
  const styles = await bundle(['style/main.css'], outdir);
  const main = outputOf(scripts, 'main-');
  const theme = outputOf(scripts, 'apply-theme-');
  const mark = await writeMark(outdir);
  const preload = await staticImports(outdir, main);
  const page = (await Bun.file(join(SOURCE, 'index.html')).text())
    .replace('{{main}}', `/${main}`)
    .replace('{{theme}}', `/${theme}`)
    .replace('{{style}}', `/${outputOf(styles, 'main-')}`)
    .replace('{{mark}}', `/${mark}`)
    .replace('{{preload}}', preload.map(preloadLink).join('\n    '));
  await Bun.write(join(outdir, 'index.html'), page);
  await compress(outdir);
  const files = (await readdir(outdir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outdir, join(entry.parentPath, entry.name)));
  return { outdir, files, firstLoadScripts: [theme, main, ...preload] };
}

const preloadLink = (file: string) => `<link rel="modulepreload" href="/${file}" />`;

/** Paths inside `outdir` of what was asked for. What they share lies beside them, and may be named as they are. */
async function bundle(entries: string[], outdir: string): Promise<string[]> {
  const result = await Bun.build({
    entrypoints: entries.map((entry) => join(SOURCE, entry)),
    outdir: join(outdir, 'assets'),
    publicPath: '/assets/',
    target: 'browser',
    minify: true,
    splitting: true,
    naming: { entry: '[name]-[hash].[ext]', chunk: '[name]-[hash].[ext]' },
  });
  return result.outputs
    .filter(({ kind }) => kind === 'entry-point' || kind === 'asset')
    .map(({ path }) => relative(outdir, path));
}

function outputOf(files: string[], prefix: string): string {
  const file = files.find((name) => name.startsWith(`assets/${prefix}`));
  if (file === undefined) throw new Error(`The bundler wrote no ${prefix}… among ${files.join()}.`);
  return file;
}

async function writeMark(outdir: string): Promise<string> {
  const bytes = await Bun.file(join(SOURCE, 'mark.svg')).bytes();
  const file = `assets/mark-${Bun.hash(bytes).toString(36)}.svg`;
  await Bun.write(join(outdir, file), bytes);
  return file;
}

/** Chunks that a script imports at once, directly or through others: the browser can fetch them all in one go. */
async function staticImports(outdir: string, file: string, seen = new Set<string>()) {
  const source = await Bun.file(join(outdir, file)).text();
  const imports = new Bun.Transpiler({ loader: 'js' }).scanImports(source);
  for (const { kind, path } of imports) {
    const chunk = `assets/${path.split('/').at(-1)}`;
    if (kind !== 'import-statement' || seen.has(chunk)) continue;
    seen.add(chunk);
    await staticImports(outdir, chunk, seen);
  }
  return [...seen];
}

async function compress(outdir: string): Promise<void> {
  for (const name of await readdir(outdir, { recursive: true })) {
    if (!COMPRESSED.test(name)) continue;
    const bytes = await Bun.file(join(outdir, name)).bytes();
    await Bun.write(join(outdir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    await Bun.write(join(outdir, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}

if (import.meta.main) {
  const built = await buildUi();
  const sizes = built.firstLoadScripts.map(
    (file) => Bun.file(join(built.outdir, `${file}.br`)).size,
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`ui/dist: ${built.files.length} files, first load ${(total / 1000).toFixed(1)} kB`);
}
