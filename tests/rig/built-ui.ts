import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuiltUi, buildUi } from '../../ui/build.ts';

const ROOT = join(import.meta.dir, '../..');
const KEPT = join(ROOT, 'node_modules/.cache/tremolo-ui');
/** All that the bundler reads. */
const SOURCES = new Bun.Glob('{ui,schemas,signal}/**/*.{ts,css,html,svg,json}');
const MANIFEST = 'built.json';
const OLD_MS = 24 * 3_600_000;

/**
 * The screens as built from the sources as they are now: built once, then shared by every test file until a source changes. Nobody
 * writes into the folder.
 */
export async function builtUi(): Promise<BuiltUi> {
  const outdir = join(KEPT, await hashOfSources());
  const manifest = Bun.file(join(outdir, MANIFEST));
  if (await manifest.exists()) return { ...(await manifest.json()), outdir };
  await mkdir(KEPT, { recursive: true });
  await removeOld();
  const own = join(KEPT, `building-${crypto.randomUUID()}`);
  const { files, firstLoadScripts } = await buildUi(own);
  await Bun.write(join(own, MANIFEST), JSON.stringify({ files, firstLoadScripts }));
  try {
    await rename(own, outdir);
  } catch (error) {
    // Another test file was faster; what it built is the same.
    await rm(own, { recursive: true });
    if (!(await manifest.exists())) throw error;
  }
  return { files, firstLoadScripts, outdir };
}

async function hashOfSources(): Promise<string> {
  const paths = [...SOURCES.scanSync(ROOT)].filter((path) => !isBuiltOrTest(path)).sort();
  const hasher = new Bun.CryptoHasher('sha256');
  for (const path of [...paths, 'bun.lock']) {
    hasher.update(`${path}\n`);
    hasher.update(await Bun.file(join(ROOT, path)).bytes());
  }
  return hasher.digest('hex').slice(0, 24);
}

const isBuiltOrTest = (path: string) => path.startsWith('ui/dist/') || path.endsWith('.test.ts');

async function removeOld(): Promise<void> {
  for (const name of await readdir(KEPT)) {
    const folder = join(KEPT, name);
    const made = await stat(folder).catch(() => null);
    if (made !== null && Date.now() - made.mtimeMs > OLD_MS)
      await rm(folder, { recursive: true, force: true });
  }
}
