import { ROOT } from './source-files.ts';

/** What `bun audit` says of one package. */
interface Advisory {
  readonly title?: string;
  readonly severity?: string;
  readonly url?: string;
}

const GRAVE = ['high', 'critical'];

/** Advisories of production packages that are grave, as lines to print; null where what was said is no report. */
export function graveOf(report: string): string[] | null {
  let found: Record<string, readonly Advisory[]>;
  try {
    found = JSON.parse(report);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  return Object.entries(found).flatMap(([name, advisories]) =>
    advisories
      .filter(({ severity }) => GRAVE.includes(severity ?? ''))
      .map(({ title, severity, url }) => `${name}: ${severity}: ${title} ${url}`),
  );
}

if (import.meta.main) {
  const child = Bun.spawn([process.execPath, 'audit', '--production', '--json'], {
    cwd: ROOT,
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [report, wrong] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  const grave = graveOf(report);
  if (grave === null) {
    const why = /\b[45]\d\d\b/.exec(wrong)?.[0] ?? 'no answer';
    console.warn(`Packages are not audited: this registry offers no audit (${why}).`);
  } else {
    for (const line of grave) console.error(line);
    console.log(`Packages audited: ${grave.length} advisories of high severity or worse.`);
    process.exitCode = grave.length === 0 ? 0 : 1;
  }
}
