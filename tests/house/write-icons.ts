import { join } from 'node:path';
import { launchBrowser } from '../rig/browser.ts';
import { ROOT, read } from './source-files.ts';

/** Of the mark, how much of the icon is left free on each side. A maskable one may lose a tenth on each side to the device. */
const ICONS = [
  { name: 'icon-192', size: 192, free: 0, ground: 'transparent' },
  { name: 'icon-512', size: 512, free: 0, ground: 'transparent' },
  { name: 'maskable-512', size: 512, free: 0.14, ground: '#2b3640' },
  { name: 'touch-180', size: 180, free: 0.08, ground: '#2b3640' },
] as const;

const launched = await launchBrowser();
if (launched.kind === 'none') throw new Error(launched.reason);
const page = await launched.browser.newPage();
const mark = read('ui/mark.svg');
for (const { name, size, free, ground } of ICONS) await draw(name, size, free, ground, mark);
// Devices take only the shape of a badge: the line of the mark without its ground.
await draw('badge-96', 96, 0, 'transparent', mark.replace(/<rect[^>]*\/>/, ''));
await launched.browser.close();

async function draw(name: string, size: number, free: number, ground: string, svg: string) {
  const inner = Math.round(size * (1 - 2 * free));
  const pad = (size - inner) / 2;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0;background:${ground}}svg{position:absolute;left:${pad}px;top:${pad}px;width:${inner}px;height:${inner}px}</style>${svg}`,
  );
  const path = join(ROOT, 'ui', 'icons', `${name}.png`);
  await page.screenshot({ path, omitBackground: true });
  console.log(`ui/icons/${name}.png`);
}
