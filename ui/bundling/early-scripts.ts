import { join } from 'node:path';
import { staticImports } from './bundle.ts';

/** The screen that an address with this first part opens, by the name of its script. */
const SCREEN_AT: Readonly<Record<string, string>> = {
  points: 'point',
  machines: 'machine',
  ...Object.fromEntries(
    [
      ...['administration', 'alarms', 'analysis', 'captures', 'dashboards', 'diagnoses', 'docs'],
      ...['fleet', 'jobs', 'notifications', 'search', 'settings', 'system', 'trends', 'wall'],
    ].map((name) => [name, name]),
  ),
};

/**
 * Writes which scripts a screen needs beside those of the first load, by the first part of its address. The hub names them with
 * the page: otherwise a browser would learn of them only once it has run the first script.
 */
export async function writeEarlyScripts(
  outdir: string,
  file: string,
  { scripts, main }: { readonly scripts: readonly string[]; readonly main: string },
): Promise<void> {
  const firstLoad = new Set([main, ...(await staticImports(outdir, main))]);
  const early: Record<string, string[]> = {};
  for (const [segment, name] of Object.entries(SCREEN_AT)) {
    const own = scripts.find((script) =>
      new RegExp(`^${name}-screen-[a-z0-9]+\\.js$`).test(script.split('/').at(-1)!),
    );
    if (own === undefined) throw new Error(`The bundler wrote no script of the screen ${name}.`);
    const needed = [own, ...(await staticImports(outdir, own))];
    early[segment] = needed.filter((script) => !firstLoad.has(script)).map((one) => `/${one}`);
  }
  await Bun.write(join(outdir, file), JSON.stringify(early));
}
