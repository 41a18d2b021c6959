import { expect, test } from 'bun:test';
import { graveOf } from './audit-packages.ts';
import { isAllowed, licencePage } from './licence-page.ts';
import { productionPackages } from './production-packages.ts';
import { read } from './source-files.ts';

test('every package that ships has a licence that lets it', () => {
  const packages = productionPackages();
  expect(packages.length).toBeGreaterThan(100);
  const refused = packages.filter(({ licence }) => !isAllowed(licence));
  expect(refused).toEqual([]);
});

test('docs/licences.md is as `bun run licences` writes it', () => {
  expect(read('docs/licences.md')).toBe(licencePage(productionPackages()));
});

test('of a choice of licences one is enough, of several at once each is needed', () => {
  expect(
    ['MIT', '(MIT OR GPL-3.0)', 'GPL-2.0 OR ISC', 'MIT AND ISC'].filter((one) => !isAllowed(one)),
  ).toEqual([]);
  expect(
    ['GPL-3.0', 'unknown', 'MIT AND GPL-3.0', 'SEE LICENSE IN x', ''].filter(isAllowed),
  ).toEqual([]);
});

test('the audit of packages fails on grave advisories only, and tells no report from none', () => {
  const report = {
    one: [{ title: 'Bad', severity: 'high', url: 'u' }],
    two: [{ title: 'Meh', severity: 'low', url: 'u' }],
  };
  expect(graveOf(JSON.stringify(report))).toEqual(['one: high: Bad u']);
  expect(graveOf('{}')).toEqual([]);
  expect(graveOf('')).toBeNull();
});
