import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { SCREEN_LANGUAGES, type ScreenLanguage } from '#schemas/preferences/language';
import { bundle, outputOf, staticImports } from './bundling/bundle.ts';
import { writeEarlyScripts } from './bundling/early-scripts.ts';
import {
  type Icons,
  rootName,
  writeIcons,
  writeManifest,
  writeWorker,
} from './bundling/install-files.ts';
import { type SignalWorkerFiles, writeSignalWorker } from './bundling/signal-worker.ts';

import { pageWords as german } from './text/de/page.ts';
import { pageWords as english } from './text/page.ts';

const SOURCE = import.meta.dir;
const COMPRESSED = /\.(js|css|html|svg|webmanifest)$/;
const WORDS = { en: english, de: german };

/** What a build wrote: every file by its path inside `outdir`, and the scripts that the first page load fetches. */
export interface BuiltUi {
  readonly outdir: string;
  readonly files: readonly string[];
  readonly firstLoadScripts: readonly string[];
}

/** What the pages of all languages share. */
interface Shared {
  readonly style: string;
  readonly mark: string;
  readonly theme: string;
  readonly icons: Icons;
  /** The script that computes spectra beside the page. */
  readonly signalWorker: SignalWorkerFiles;
}

/**
 * Bundles the screens into `outdir`: a page for each language (`index.html`, `index.de.html`) with its service worker, which must
 * not be cached, and `assets/` with a hash in each name, which may be cached for ever. Beside each text file lie `.gz` and `.br`.
 * No script is inline, so the content security policy can be 'self'.
 */
export async function buildUi(outdir: string = join(SOURCE, 'dist')): Promise<BuiltUi> {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const shared: Shared = {
    style: outputOf(await bundle(['style/main.css'], outdir, 'en'), 'main-'),
    theme: outputOf(await bundle(['style/apply-theme.ts'], outdir, 'en'), 'apply-theme-'),
    mark: await writeMark(outdir),
    icons: await writeIcons(outdir),
    signalWorker: await writeSignalWorker(outdir),
  };
  const firstLoads: (readonly string[])[] = [];
  for (const language of SCREEN_LANGUAGES)
    firstLoads.push(await buildPage(outdir, language, shared));
  await compress(outdir);
  return { outdir, files: await filesIn(outdir), firstLoadScripts: firstLoads[0] };
}

/** The page of one language and all that only it needs; the answer is the scripts of its first load. */
async function buildPage(
  outdir: string,
  language: ScreenLanguage,
  shared: Shared,
): Promise<string[]> {
  const before = new Set(await filesIn(outdir));
  const main = outputOf(await bundle(['main.ts'], outdir, language), 'main-');
  const own = (await filesIn(outdir)).filter((file) => !before.has(file));
  const preload = await staticImports(outdir, main);
  const { style, theme, mark, icons } = shared;
  const manifest = await writeManifest(outdir, language, icons, WORDS[language]);
  const filled: Record<string, string> = {
    ...WORDS[language],
    manifest: `/${manifest}`,
    touch: `/${icons['touch-180']}`,
    main: `/${main}`,
    theme: `/${theme}`,
    style: `/${style}`,
    mark: `/${mark}`,
    // A name, no address: nothing is fetched for it before somebody analyses.
    signalWorker: shared.signalWorker.script,
    preload: preload.map(preloadLink).join('\n    '),
  };
  const page = (await Bun.file(join(SOURCE, 'index.html')).text())
    .replace('lang="en"', `lang="${language}"`)
    .replace(/\{\{(\w+)\}\}/g, (_, name) => filled[name]);
  await writeEarlyScripts(outdir, rootName('early.json', language), { scripts: own, main });
  const pageName = rootName('index.html', language);
  await Bun.write(join(outdir, pageName), page);
  await writeWorker(outdir, language, {
    page: pageName,
    files: [
      ...[style, theme, mark, manifest],
      ...Object.values(icons),
      ...Object.values(shared.signalWorker),
      ...own,
    ],
    badge: icons['badge-96'],
  });
  return [theme, main, ...preload];
}

const preloadLink = (file: string) => `<link rel="modulepreload" href="/${file}" />`;

async function filesIn(outdir: string): Promise<string[]> {
  return (await readdir(outdir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outdir, join(entry.parentPath, entry.name)));
}

async function writeMark(outdir: string): Promise<string> {
  const bytes = await Bun.file(join(SOURCE, 'mark.svg')).bytes();
  const file = `assets/mark-${Bun.hash(bytes).toString(36)}.svg`;
  await Bun.write(join(outdir, file), bytes);
  return file;
}

async function compress(outdir: string): Promise<void> {
  for (const name of await filesIn(outdir)) {
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
