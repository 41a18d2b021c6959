import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { ScreenLanguage } from '#schemas/preferences/language';
import type { pageWords } from '../text/page.ts';
import type { Said } from '../text/said.ts';

const SOURCE = resolve(import.meta.dir, '..');
const ICONS = ['icon-192', 'icon-512', 'maskable-512', 'touch-180', 'badge-96'] as const;

/** Where each icon lies, by its name in `icons/`. */
export type Icons = Readonly<Record<(typeof ICONS)[number], string>>;

/** The name of a file of this language at the root: `x.js`, `x.de.js`. */
export function rootName(name: string, language: ScreenLanguage): string {
  return language === 'en' ? name : name.replace('.', `.${language}.`);
}

/** Copies the icons under names that change with what they show. */
export async function writeIcons(outdir: string): Promise<Icons> {
  const written = await Promise.all(
    ICONS.map(async (name) => {
      const bytes = await Bun.file(join(SOURCE, 'icons', `${name}.png`)).bytes();
      const file = `assets/${name}-${hashOf(bytes)}.png`;
      await Bun.write(join(outdir, file), bytes);
      return [name, file];
    }),
  );
  return Object.fromEntries(written);
}

/** What a device needs to know to install the screens as an app. */
export async function writeManifest(
  outdir: string,
  language: ScreenLanguage,
  icons: Icons,
  words: Said<typeof pageWords>,
): Promise<string> {
  const name = rootName('manifest.webmanifest', language);
  const png = (file: keyof Icons, size: number, purpose: string) => ({
    src: `/${icons[file]}`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  const manifest = {
    id: '/',
    name: 'Tremolo',
    short_name: 'Tremolo',
    description: words.description,
    lang: language,
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#e6e8ea',
    theme_color: '#2b3640',
    icons: [
      png('icon-192', 192, 'any'),
      png('icon-512', 512, 'any'),
      png('maskable-512', 512, 'maskable'),
    ],
    shortcuts: [
      { name: words.plant, url: '/' },
      { name: words.alarms, url: '/alarms' },
    ],
  };
  await Bun.write(join(outdir, name), JSON.stringify(manifest));
  return name;
}

/**
 * The service worker with the list of what it keeps. The list is part of the script: whenever any kept file changes, the script
 * does, which is how a browser learns that there is a new version.
 */
export async function writeWorker(
  outdir: string,
  language: ScreenLanguage,
  kept: { readonly page: string; readonly files: readonly string[]; readonly badge: string },
): Promise<string> {
  const page = await Bun.file(join(outdir, kept.page)).bytes();
  const shell = {
    version: `${language}-${hashOf(Buffer.concat([page, Buffer.from(kept.files.join())]))}`,
    files: kept.files.map((file) => `/${file}`),
    badge: `/${kept.badge}`,
  };
  const built = await Bun.build({
    entrypoints: [join(SOURCE, 'offline/service-worker.ts')],
    target: 'browser',
    minify: true,
    define: { SHELL: JSON.stringify(shell) },
  });
  const name = rootName('service-worker.js', language);
  await Bun.write(join(outdir, name), await built.outputs[0].text());
  return name;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
