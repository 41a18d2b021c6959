import type { ProductionPackage } from './production-packages.ts';

/** Licences under which a plant may use and we may ship: they ask for their notice, and for nothing of our own sources. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
  'Zlib',
];

/** Whether an SPDX expression can be met by what is allowed: one side of each OR, both of each AND. */
export function isAllowed(licence: string): boolean {
  return licence
    .replace(/[()]/g, ' ')
    .split(/\sOR\s/)
    .some((choice) => choice.split(/\sAND\s/).every((one) => ALLOWED.includes(one.trim())));
}

/** `docs/licences.md`: every package that ships, with its licence. */
export function licencePage(packages: readonly ProductionPackage[]): string {
  const rows = packages.map(
    ({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`,
  );
  return `# Licences

What Tremolo ships besides its own sources (Apache-2.0, \`LICENSE\`), directly or because another package needs it: ${packages.length} packages. Builds for one system only (of libsql) have the licence of the package that asks for them. Written by \`bun run licences\`; a test of the house refuses any licence but ${ALLOWED.join(', ')}.

| package | version | licence |
|---|---|---|
${rows.join('\n')}
`;
}
