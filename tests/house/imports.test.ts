import { expect, test } from 'bun:test';
import { importsOf, resolveImport, sourceFiles } from './source-files.ts';

/** The version has one home, and code may read it there. */
const SHARED = ['schemas', 'signal', 'package.json'];

/** Inside hub and agent imports go down this list only: main → doors → flows → rooms → ground. */
const DOORS: Record<string, string[]> = { hub: ['broker', 'http', 'websocket'], agent: ['broker'] };
const GROUND = ['store', 'config', 'syslog', 'events.ts', 'log.ts', 'clock.ts'];

interface Arrow {
  from: string;
  to: string;
}

function arrows(): Arrow[] {
  return sourceFiles().flatMap((from) =>
    importsOf(from).flatMap((specifier) => {
      const to = resolveImport(from, specifier);
      return to === null ? [] : [{ from, to }];
    }),
  );
}

const top = (path: string) => path.split('/')[0];
const room = (path: string) => path.split('/')[1];
const show = ({ from, to }: Arrow) => `${from} → ${to}`;

test('top-level folders import only schemas and signal; tests may import anything', () => {
  const wrong = arrows().filter(
    ({ from, to }) => top(from) !== 'tests' && top(from) !== top(to) && !SHARED.includes(top(to)),
  );
  expect(wrong.map(show)).toEqual([]);
});

test('schemas import only schemas, signal only schemas and signal', () => {
  const allowed: Record<string, string[]> = { schemas: ['schemas'], signal: ['schemas', 'signal'] };
  const wrong = arrows().filter(({ from, to }) => allowed[top(from)]?.includes(top(to)) === false);
  expect(wrong.map(show)).toEqual([]);
});

for (const process of ['hub', 'agent']) {
  const inside = () =>
    arrows().filter(
      ({ from, to }) => top(from) === process && top(to) === process && !from.endsWith('.test.ts'),
    );

  test(`rooms of ${process} never import rooms`, () => {
    const isRoom = (path: string) =>
      path.split('/').length > 2 &&
      !DOORS[process].includes(room(path)) &&
      !GROUND.includes(room(path));
    const wrong = inside().filter(
      ({ from, to }) => isRoom(from) && isRoom(to) && room(from) !== room(to),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test(`nothing in a room or on the ground of ${process} imports a door, flows or main`, () => {
    const isDoor = (path: string) =>
      path.split('/').length > 2 && DOORS[process].includes(room(path));
    const isUpper = (path: string) => isDoor(path) || ['main.ts', 'flows.ts'].includes(room(path));
    const isLower = (path: string) =>
      (path.split('/').length > 2 && !isDoor(path)) || GROUND.includes(room(path));
    const wrong = inside().filter(({ from, to }) => isLower(from) && isUpper(to));
    expect(wrong.map(show)).toEqual([]);
  });
}

test('no file imports itself by way of others', () => {
  const to = Map.groupBy(
    arrows().filter(({ from }) => !from.endsWith('.test.ts')),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, way: readonly string[]): void => {
    const before = way.indexOf(file);
    if (before >= 0) circles.push([...way.slice(before), file].join(' → '));
    if (before >= 0 || done.has(file)) return;
    for (const arrow of to.get(file) ?? []) follow(arrow.to, [...way, file]);
    done.add(file);
  };
  for (const file of to.keys()) follow(file, []);
  expect(circles).toEqual([]);
});
