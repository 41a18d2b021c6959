import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { SCREEN_LANGUAGES } from '#schemas/preferences/language';
import { builtUi } from '../rig/built-ui.ts';

const built = await builtUi();
const size = (file: string) => Bun.file(join(built.outdir, file)).size;
const textOf = (file: string) => Bun.file(join(built.outdir, file)).text();
const pageOf = (language: string) => (language === 'en' ? 'index.html' : `index.${language}.html`);
/** Files at the root, which no hash may be in the name of: their addresses are known from outside. */
const AT_ROOT = /^(index|manifest|service-worker)(\.[a-z]{2})?\.(html|webmanifest|js)$/;

describe.each([...SCREEN_LANGUAGES])('the screens as built in %s', (language) => {
  const folder = language === 'en' ? 'assets/' : `assets/${language}/`;
  const scripts = built.files.filter(
    (file) => file.endsWith('.js') && file.slice(0, file.lastIndexOf('/') + 1) === folder,
  );
  const firstLoad = async () =>
    [...(await textOf(pageOf(language))).matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
      ([, file]) => file,
    );

  test('load less than 100 kB of compressed script at first', async () => {
    const gzipped = (await firstLoad()).reduce((sum, file) => sum + size(`${file}.gz`), 0);
    console.log(`first load (${language}): ${(gzipped / 1000).toFixed(1)} kB of script, gzip`);
    expect(gzipped).toBeGreaterThan(10_000);
    expect(gzipped).toBeLessThan(100_000);
  });

  test('leave the charts out of the first load', async () => {
    const withCharts: string[] = [];
    for (const file of scripts) {
      if ((await textOf(file)).includes('u-over')) withCharts.push(file);
    }
    expect(withCharts).toHaveLength(1);
    expect(await firstLoad()).not.toContain(withCharts[0]);
  });

  test('load nothing from elsewhere, run no inline script, and say their language', async () => {
    const page = await textOf(pageOf(language));
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toContain('{{');
    for (const [, url] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const file = url.slice(1);
      expect(built.files).toContain(file);
      expect(file.startsWith('assets/') || AT_ROOT.test(file)).toBe(true);
    }
  });

  test('can be installed: name, language, icons of both sizes and one that may be cut', async () => {
    const name = language === 'en' ? 'manifest.webmanifest' : `manifest.${language}.webmanifest`;
    const manifest = JSON.parse(await textOf(name));
    expect(manifest).toMatchObject({ lang: language, display: 'standalone', start_url: '/' });
    const icons = manifest.icons as { src: string; sizes: string; purpose: string }[];
    expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    for (const { src } of icons) expect(built.files).toContain(src.slice(1));
  });

  test('are all kept by the service worker, and nothing else is', async () => {
    const name = language === 'en' ? 'service-worker.js' : `service-worker.${language}.js`;
    const worker = await textOf(name);
    const kept = [...worker.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, file]) => file);
    expect(scripts.filter((file) => !kept.includes(file) && !file.includes('apply-theme'))).toEqual(
      [],
    );
    for (const file of kept) expect(built.files).toContain(file);
  });
});

describe('what was built', () => {
  test('links to no other address from its styles', async () => {
    for (const file of built.files.filter((one) => one.endsWith('.css'))) {
      expect(await textOf(file)).not.toMatch(/url\(["']?https?:/);
    }
  });

  test('lies compressed beside each file, and each asset has a hash in its name', () => {
    const texts = built.files.filter((file) => /\.(js|css|html|svg|webmanifest)$/.test(file));
    for (const file of texts) {
      expect(built.files).toContain(`${file}.gz`);
      expect(built.files).toContain(`${file}.br`);
      if (!AT_ROOT.test(file)) {
        expect(file).toMatch(/^assets\/([a-z]{2}\/)?[a-z-]+-[a-z0-9]{8,}\.\w+$/);
      }
    }
  });
});
