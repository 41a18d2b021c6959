import { join, relative, resolve } from 'node:path';
import type { ScreenLanguage } from '#schemas/preferences/language';
import { wordsOf } from './languages.ts';

const SOURCE = resolve(import.meta.dir, '..');

/**
 * Paths inside `outdir` of what was asked for, in this language. What they share lies beside them, and may be named as they are;
 * each language has a folder of its own, for what differs only in words has the same name.
 */
export async function bundle(
  entries: readonly string[],
  outdir: string,
  language: ScreenLanguage,
): Promise<string[]> {
  const folder = language === 'en' ? 'assets' : `assets/${language}`;
  const result = await Bun.build({
    entrypoints: entries.map((entry) => join(SOURCE, entry)),
    outdir: join(outdir, folder),
    publicPath: `/${folder}/`,
    target: 'browser',
    minify: true,
    splitting: true,
    naming: { entry: '[name]-[hash].[ext]', chunk: '[name]-[hash].[ext]' },
    plugins: [wordsOf(language)],
  });
  return result.outputs
    .filter(({ kind }) => kind === 'entry-point' || kind === 'asset')
    .map(({ path }) => relative(outdir, path));
}

/** The one of these whose name begins so. */
export function outputOf(files: readonly string[], prefix: string): string {
  const file = files.find((name) => name.split('/').at(-1)?.startsWith(prefix));
  if (file === undefined) throw new Error(`The bundler wrote no ${prefix}… among ${files.join()}.`);
  return file;
}

/** Scripts that a script imports at once, directly or through others: the browser can fetch them all in one go. */
export async function staticImports(outdir: string, file: string, seen = new Set<string>()) {
  const source = await Bun.file(join(outdir, file)).text();
  const imports = new Bun.Transpiler({ loader: 'js' }).scanImports(source);
  for (const { kind, path } of imports) {
    const chunk = path.slice(1);
    if (kind !== 'import-statement' || seen.has(chunk)) continue;
    seen.add(chunk);
    await staticImports(outdir, chunk, seen);
  }
  return [...seen];
}
