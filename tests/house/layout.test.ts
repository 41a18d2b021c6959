import { expect, test } from 'bun:test';
import { projectFiles, read, sourceFiles } from './source-files.ts';

const TOP_LEVEL = [
  'agent',
  'docs',
  'firmware-scripts',
  'hub',
  'installer',
  'schemas',
  'signal',
  'tests',
  'ui',
];

/** Rooms of each process: a capability has one, and its name is the word of the design. */
const ROOMS: Record<string, string[]> = {
  tests: [
    'bench',
    'browser',
    'contracts',
    'faults',
    'flows',
    'golden',
    'house',
    'hub',
    'kernels',
    'rig',
    'security',
  ],
  hub: [
    'access',
    'alarms',
    'assets',
    'audit',
    'broker',
    'capacity',
    'captures',
    'conditions',
    'config',
    'dashboards',
    'diagnoses',
    'files',
    'fleet',
    'hardening',
    'health',
    'http',
    'jobs',
    'keys',
    'limits',
    'notes',
    'notifications',
    'people',
    'preferences',
    'process-values',
    'results',
    'rights',
    'search',
    'sparkplug',
    'sso',
    'teams',
    'telemetry',
    'store',
    'syslog',
    'websocket',
  ],
  agent: [
    'broker',
    'captures',
    'config',
    'features',
    'files',
    'health',
    'hub',
    'inference',
    'jobs',
    'lanes',
    'models',
    'partition',
    'readings',
    'results',
    'telemetry',
    'training',
  ],
  ui: [
    'bundling',
    'http',
    'icons',
    'offline',
    'parts',
    'screens',
    'session',
    'style',
    'text',
    'websocket',
  ],
  signal: [
    'bearings',
    'diagnosis',
    'envelope',
    'features',
    'recordings',
    'severity',
    'spectrum',
    'synth',
    'trend',
  ],
  schemas: [
    'access',
    'alarms',
    'audit',
    'broker',
    'captures',
    'config',
    'dashboards',
    'errors',
    'fleet',
    'frames',
    'http',
    'ids',
    'jobs',
    'metrics',
    'models',
    'notifications',
    'plant',
    'preferences',
    'readings',
    'units',
    'websocket',
  ],
};

/** Tables of data are exempt from the limit on length: they are read by the row. */
const DATA_TABLES = ['signal/bearings/catalogue.ts', 'ui/text/en.ts'];

test('the top level holds the folders of the design and no other', () => {
  const folders = new Set(
    projectFiles()
      .filter((path) => path.includes('/') && !path.startsWith('.'))
      .map((path) => path.split('/')[0]),
  );
  expect([...folders].sort()).toEqual(TOP_LEVEL);
});

for (const [place, rooms] of Object.entries(ROOMS)) {
  test(`${place} has the rooms of the design and no other`, () => {
    const found = new Set(
      projectFiles(place)
        .filter((path) => path.split('/').length > 2)
        .map((path) => path.split('/')[1]),
    );
    expect([...found].filter((room) => !rooms.includes(room))).toEqual([]);
  });
}

test('hub and agent each list their ways in flows.ts', () => {
  for (const process of ['hub', 'agent']) expect(read(`${process}/flows.ts`)).toMatch(/reading/);
});

test('no file is longer than 500 lines, tables of data apart', () => {
  const long = sourceFiles().filter(
    (path) => !DATA_TABLES.includes(path) && read(path).split('\n').length > 500,
  );
  expect(long).toEqual([]);
});

test('files are named in kebab-case for what they export, and there are no barrels or utils', () => {
  const bad = sourceFiles().filter((path) => {
    const name = path.split('/').at(-1) ?? '';
    return (
      !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.ts$/.test(name) ||
      /^(index|utils?|helpers?|common|misc)\.ts$/.test(name)
    );
  });
  expect(bad).toEqual([]);
});

test('nothing is left for later in the sources', () => {
  const words = new RegExp(
    ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].map((word) => `\\b${word}\\b`).join('|'),
  );
  expect(sourceFiles().filter((path) => words.test(read(path)))).toEqual([]);
});

test('sources export by name only', () => {
  expect(sourceFiles().filter((path) => /^export default /m.test(read(path)))).toEqual([]);
});
