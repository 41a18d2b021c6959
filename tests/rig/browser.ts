import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** The shell first: the same engine without the windows of a browser, which take half of the processor's time in tests. */
const SYSTEM_CHROMIUMS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** A browser and where it came from, or why there is none: for a test to print, never to hide. */
export type LaunchedBrowser =
  | { readonly kind: 'launched'; readonly browser: Browser; readonly from: string }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Starts a headless Chromium: that of the environment variable TREMOLO_CHROMIUM, else the system's, else the one of the
 * registry package. The caller closes it.
 */
export async function launchBrowser(): Promise<LaunchedBrowser> {
  const failures: string[] = [];
  for (const candidate of await candidates()) {
    try {
      const browser = await chromium.launch({
        executablePath: candidate.path,
        args: candidate.args,
        headless: true,
      });
      return { kind: 'launched', browser, from: candidate.path };
    } catch (error) {
      failures.push(`${candidate.path}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  return { kind: 'none', reason: `No Chromium starts here. ${failures.join('; ')}` };
}

async function candidates(): Promise<{ path: string; args: string[] }[]> {
  const named = process.env.TREMOLO_CHROMIUM;
  // As root, in containers, Chromium's own sandbox cannot start; the pages opened here are ours.
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  const system = (named === undefined ? SYSTEM_CHROMIUMS : [named])
    .filter(existsSync)
    .map((path) => ({ path, args }));
  // Not the package's own arguments: they switch off the web's security, which is under test here, and run everything in
  // one process, which ends with the first closed page.
  const packaged = ['--headless=shell', '--no-zygote', '--use-gl=angle', '--use-angle=swiftshader'];
  return [...system, { path: await sparticuz.executablePath(), args: [...args, ...packaged] }];
}
