import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../store/actor.ts';
import { PlantForTests } from '../plant-for-tests.ts';
import { editsOf } from '../point-edits.ts';
import { stateOf } from '../tree/node-record.ts';
import { exportRows } from './export-rows.ts';
import { namesOf } from './name-pattern.ts';
import { patternOf, planCopies } from './plan-copies.ts';
import { planImport } from './plan-import.ts';
import { readPlantCsv, writePlantCsv } from './plant-csv.ts';
import { readPlantJson, writePlantJson } from './plant-json.ts';
import type { ReadRow } from './transfer-row.ts';

const box = new PlantForTests();
const { plant, assets } = box;
let points: PointId[];
let machine: NodeId;

beforeAll(async () => {
  await box.start();
  points = await box.sensors(['s-1', 's-2']);
  const site = await box.make({ kind: 'site', name: '=North', externalId: '@S1' });
  const hall = await box.make({ kind: 'area', name: '\'-Halle "Öl", 2', parentId: site });
  machine = await box.make({
    kind: 'machine',
    name: 'P-101',
    parentId: hall,
    notes: 'First line,\nsecond "line"',
    links: [{ title: 'Manual of 2019', url: 'https://docs.example/p-101' }],
    machine: {
      machineKind: 'pump',
      manufacturer: '+Acme',
      serialNumber: '-77',
      powerKw: 55.5,
      speed: { from: 'signal', minRpm: 600, maxRpm: 3_600 },
      isoGroup: 'group2',
      support: 'rigid',
      limits: { abMmS: 1.1, bcMmS: 2.2, cdMmS: 4.4 },
      gears: [{ name: 'first', drivingTeeth: 17, drivenTeeth: 43 }],
      belts: [{ name: null, lengthMm: 1_200, drivingDiameterMm: 100, drivenDiameterMm: 200 }],
    },
  });
  const bearing = {
    designation: 'Own 1',
    balls: 9,
    ballDiameterMm: 7.94,
    pitchDiameterMm: 39.04,
    contactAngleDeg: 0,
  };
  const position = await box.make({
    kind: 'position',
    name: 'DE',
    parentId: machine,
    position: { bearing, speedRatio: 0.5 },
  });
  await box.editPoint(points[0], {
    nodeId: position,
    name: 'Horizontal',
    tags: ['a', 'b'],
    mounting: { orientation: 'horizontal', angleDeg: 90, scale: 2, unit: 'm_s2' },
    facts: { baselineVelocityMmS: 0.9 },
  });
});
afterAll(() => box.stop());

const csv = () => [...writePlantCsv(exportRows(plant.tree, assets, null))].join('');
const json = () => [...writePlantJson(exportRows(plant.tree, assets, null))].join('');
const planned = (rows: Iterable<ReadRow>) =>
  planImport([...rows], {
    tree: plant.tree,
    assets,
    uneditedAt: (point) => point.describedFacts,
    reach: null,
  });
const said = () => ({
  nodes: [...plant.tree.all()].map(stateOf),
  points: points.map((id) => editsOf(assets.get(id)!)),
});

test('what was exported changes nothing when it is imported again, as CSV and as JSON', async () => {
  for (const rows of [[...readPlantCsv(csv())], [...readPlantJson(json())]]) {
    expect(rows).toHaveLength(6);
    const { edit, tally } = await planned(rows);
    expect(tally.read(6, true)).toMatchObject({ errors: [], unchanged: 6, edited: 0, moved: 0 });
    expect(plant.planned(edit!).edit).toEqual({ nodes: [], points: [] });
  }
});

test('no cell begins as a formula does, whatever a name begins with', () => {
  const cells = csv()
    .replace('\ufeff', '')
    .split(/[,\n]/)
    .map((cell) => cell.replace(/^"/, ''));
  expect(cells.filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
  expect(csv()).toContain("'=North");
});

test('a file into an empty plant makes the same plant, and the second time nothing', async () => {
  const other = new PlantForTests();
  await other.start();
  await other.sensors(['s-1', 's-2']);
  const doing = { actor: SYSTEM_ACTOR, guard: () => undefined };
  const run = () =>
    other.plant.do(async () => {
      const deps = { tree: other.plant.tree, assets: other.assets };
      const rows = [...readPlantCsv(csv())].toReversed();
      const { edit } = await planImport(rows, {
        ...deps,
        reach: null,
        uneditedAt: (point) => point.describedFacts,
      });
      return { what: 'imported', targetId: null, edit: edit! };
    }, doing);
  expect(await run()).toMatchObject({ what: 'imported', nodes: 4, points: 1 });
  const exported = [...writePlantCsv(exportRows(other.plant.tree, other.assets, null))].join('');
  expect(exported).toBe(csv());
  expect(await run()).toBeNull();
  await other.stop();
});

test('every error is told by its row and column, and with one nothing is done', async () => {
  const text = [
    'kind;path;power_kw;gears;sensor_id;axis;external_id',
    'site;=North;;;;;@S1',
    'machine;=North/P-1;12,5;;;;',
    'machine;=North/P-2;;17x43;;;',
    'position;=North/P-9/DE;;;;;',
    'position;=North/DE;;;;;',
    'point;;;;s-9;0;',
    'point;=North;;;s-1;0;',
    'site;=North;;;;;@S1',
    'island;X;;;;;',
    'area;=North/A;5;;;;',
  ].join('\n');
  const { edit, tally } = await planned(readPlantCsv(text));
  expect(edit).toBeNull();
  const { errors, errorCount } = tally.read(10, true);
  expect(errors.map(({ row, column }) => `${row} ${column}`)).toEqual([
    '3 power_kw',
    '4 gears',
    '5 path',
    '6 kind',
    '7 sensor_id',
    '8 path',
    '9 path',
    '10 kind',
    '11 power_kw',
  ]);
  expect(errorCount).toBe(9);
  expect(errors[2].sentence).toBe('There is no =North/P-9: it needs a row of its own.');
  expect(() => [...readPlantCsv('name,colour\nx,y')]).toThrow('name the columns');
  expect(() => [...readPlantJson('{"tremolo":"people"}')]).toThrow('no plant file');
  expect(() => [...readPlantJson('{')]).toThrow('no JSON');
});

test('a row finds its node by the external id, and renames and moves it', async () => {
  const rows = readPlantCsv('kind,path,external_id\nsite,South,@S1\n');
  const { edit, tally } = await planned(rows);
  expect(tally.read(1, true).changes).toEqual([
    {
      row: 2,
      what: 'edited',
      kind: 'site',
      path: 'South',
      fields: ['name'],
    },
  ]);
  expect(plant.planned(edit!).after.pathOf(machine)).toBe('South/\'-Halle "Öl", 2/P-101');
});

test('twenty machines like this one: positions, facts and limits, no sensors and no serial number', async () => {
  const parentId = plant.node(machine).parentId;
  const pattern = patternOf(plant.tree.subtreeOf(machine));
  const before = said();
  const { edit, tally } = planCopies(plant.tree, pattern, { parentId, names: 'P-{102..121}' });
  expect(tally.read(0, true)).toMatchObject({ created: 40, errorCount: 0 });
  const { after } = plant.planned(edit!);
  const copies = after.childrenOf(parentId).filter(({ nodeId }) => nodeId !== machine);
  expect(copies).toHaveLength(20);
  expect(copies[19].machine).toEqual({ ...plant.node(machine).machine!, serialNumber: null });
  expect(after.childrenOf(copies[0].nodeId)[0].position?.speedRatio).toBe(0.5);
  expect(edit?.points).toEqual([]);
  expect(said()).toEqual(before);
  const taken = planCopies(plant.tree, pattern, { parentId, names: 'P-{100..102}' });
  expect(taken.edit).toBeNull();
  expect(taken.tally.read(0, true).errors).toEqual([
    {
      ...{ row: 2, column: 'names', sentence: 'There is a P-101 here already.' },
      reason: { name: 'name_here', about: { name: 'P-101' } },
    },
  ]);
});

test('a pattern of names counts as wide as it is written, takes lists, and refuses what is none', () => {
  expect(namesOf('P-{008..010}')).toEqual(['P-008', 'P-009', 'P-010']);
  expect(namesOf('{A,B}{1..2}')).toEqual(['A1', 'A2', 'B1', 'B2']);
  expect(namesOf('Pump')).toEqual(['Pump']);
  for (const bad of ['P-{1..9999}', '{1..30}{1..30}', 'a/{1..2}', 'P-{x}', 'P-{1..2', '{2..1}']) {
    expect(() => namesOf(bad)).toThrow();
  }
});

test('five thousand rows are planned in well under two seconds', async () => {
  const head = 'kind,path,power_kw,speed,external_id';
  const machines = Array.from({ length: 4_990 }, (_, i) => {
    return `machine,Works/Line ${i % 9}/M-${i},75,fixed 1480,M${i}`;
  });
  const lines = Array.from({ length: 9 }, (_, i) => `line,Works/Line ${i},,,`);
  const text = [head, ...machines, ...lines, 'site,Works,,,'].join('\n');
  const startMs = performance.now();
  const { edit, tally } = await planned(readPlantCsv(text));
  const { after } = plant.planned(edit!);
  const tookMs = performance.now() - startMs;
  expect(tally.read(5_000, true)).toMatchObject({ created: 5_000, errorCount: 0 });
  expect(after.size).toBe(plant.tree.size + 5_000);
  expect(tookMs).toBeLessThan(2_000);
});
