import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { builtUi } from '../rig/built-ui.ts';

const built = await builtUi();
const size = (file: string) => Bun.file(join(built.outdir, file)).size;

describe('the built screens', () => {
  test('load less than 100 kB of compressed script at first', () => {
    const gzipped = built.firstLoadScripts.reduce((sum, file) => sum + size(`${file}.gz`), 0);
    console.log(`first load: ${(gzipped / 1000).toFixed(1)} kB of script, gzip`);
    expect(gzipped).toBeGreaterThan(10_000);
    expect(gzipped).toBeLessThan(100_000);
  });

  test('leave the charts out of the first load', async () => {
    const scripts = built.files.filter((file) => file.endsWith('.js'));
    const withCharts: string[] = [];
    for (const file of scripts) {
      if ((await Bun.file(join(built.outdir, file)).text()).includes('u-over'))
        withCharts.push(file);
    }
    expect(withCharts).toHaveLength(1);
    expect(built.firstLoadScripts).not.toContain(withCharts[0]);
  });

  test('load nothing from elsewhere and run no inline script', async () => {
    const page = await Bun.file(join(built.outdir, 'index.html')).text();
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(
      [...page.matchAll(/(?:src|href)="([^"]+)"/g)].every(([, url]) => url.startsWith('/assets/')),
    ).toBe(true);
    const styles = built.files.filter((file) => file.endsWith('.css'));
    for (const file of styles) {
      expect(await Bun.file(join(built.outdir, file)).text()).not.toMatch(/url\(["']?https?:/);
    }
  });

  test('lie compressed beside each file, and each asset has a hash in its name', () => {
    const texts = built.files.filter((file) => /\.(js|css|html|svg)$/.test(file));
    for (const file of texts) {
      expect(built.files).toContain(`${file}.gz`);
      expect(built.files).toContain(`${file}.br`);
      if (file !== 'index.html') expect(file).toMatch(/^assets\/[a-z-]+-[a-z0-9]{8,}\.\w+$/);
    }
  });
});
