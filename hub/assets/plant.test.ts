import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { mayStandUnder, NODE_KINDS, type NodeKind } from '#schemas/plant/node-kind';
import { Plant } from './plant.ts';
import { PlantForTests } from './plant-for-tests.ts';
import { editsOf } from './point-edits.ts';
import { stateOf } from './tree/node-record.ts';

const box = new PlantForTests();
const { plant, assets } = box;
let points: PointId[] = [];
let site: NodeId;

beforeAll(async () => {
  await box.start();
  points = await box.sensors(['s-1', 's-2', 's-3', 's-4']);
  site = await box.make({ kind: 'site', name: 'North' });
});
afterAll(() => box.stop());

/** The sentence with which something is refused. */
const refusal = (tried: Promise<unknown>) =>
  tried.then(
    () => 'not refused',
    (error: Error) => error.message,
  );

/** All that people said, to compare. */
const said = () => ({
  nodes: new Map([...plant.tree.all()].map((node) => [node.nodeId, stateOf(node)])),
  points: new Map(points.map((id) => [id, editsOf(assets.evenRemoved(id)!)])),
});

test('who may stand under whom: levels may be left out and never turned round, positions only on machines', () => {
  const table = NODE_KINDS.flatMap((kind) =>
    [null, ...NODE_KINDS]
      .filter((parent) => mayStandUnder(kind, parent))
      .map((parent) => `${kind} ${parent ?? 'top'}`),
  );
  expect(table).toEqual([
    'enterprise top',
    'site top',
    'site enterprise',
    'area top',
    'area enterprise',
    'area site',
    'line top',
    'line enterprise',
    'line site',
    'line area',
    'machine top',
    'machine enterprise',
    'machine site',
    'machine area',
    'machine line',
    'position machine',
  ]);
});

test('what breaks the rules is refused with a sentence, and changes nothing', async () => {
  const machine = await box.make({ kind: 'machine', name: 'P-1', parentId: site });
  const area = await box.make({ kind: 'area', name: 'Hall', parentId: site });
  const before = said();
  expect(await refusal(box.make({ kind: 'position', name: 'DE', parentId: area }))).toContain(
    'This may not stand here: position under area.',
  );
  expect(await refusal(box.make({ kind: 'machine', name: 'p-1', parentId: site }))).toContain(
    'named P-1',
  );
  expect(await refusal(box.edit(site, { parentId: area }))).toContain('under itself');
  expect(await refusal(box.edit(site, { machine: { powerKw: 3 } }))).toContain(
    'cannot be said of a site',
  );
  expect(await refusal(box.editPoint(points[0], { nodeId: area }))).toContain('not here: area');
  await box.edit(machine, { externalId: 'SAP-1' });
  expect(await refusal(box.edit(area, { externalId: 'SAP-1' }))).toContain('already');
  await box.edit(machine, { externalId: null });
  expect(said()).toEqual(before);
  const { revision } = plant.node(area);
  await box.edit(area, { name: 'Hall A', seenRevision: revision });
  expect(await refusal(box.edit(area, { name: 'Hall B', seenRevision: revision }))).toContain(
    'somebody else',
  );
  await box.remove(area);
  await box.remove(machine);
});

test('facts of machine and position hold for what hangs there; what a person says of the point comes first', async () => {
  const machine = await box.make({
    kind: 'machine',
    name: 'P-2',
    parentId: site,
    machine: { powerKw: 55, speed: { from: 'fixed', rpm: 1_480 }, support: 'rigid' },
  });
  const position = await box.make({
    kind: 'position',
    name: 'DE',
    parentId: machine,
    position: { speedRatio: 0.5, support: 'flexible' },
  });
  await box.editPoint(points[0], { nodeId: position });
  expect(box.factsOf(points[0])).toMatchObject({ powerKw: 55, speedRpm: 740, support: 'flexible' });
  await box.editPoint(points[0], { facts: { speedRpm: 750 } });
  expect(box.factsOf(points[0]).speedRpm).toBe(750);
  // An edit that agrees with the machine fixes nothing: the machine's word counts again.
  await box.editPoint(points[0], { facts: { speedRpm: 740 } });
  await box.edit(machine, { machine: { speed: { from: 'fixed', rpm: 3_000 } } });
  expect(box.factsOf(points[0]).speedRpm).toBe(1_500);
  await box.remove(machine);
});

test('a removed subtree leaves its points without a place, and comes back whole with them', async () => {
  const line = await box.make({ kind: 'line', name: 'Line 1', parentId: site });
  const machine = await box.make({ kind: 'machine', name: 'P-3', parentId: line });
  await box.editPoint(points[1], { nodeId: machine });
  const before = said();
  const removal = await box.remove(line);
  expect(removal).toMatchObject({
    nodes: 2,
    points: 1,
    unassigned: 1,
    from: 'North/Line 1',
    to: null,
  });
  expect(assets.get(points[1])?.nodeId).toBeNull();
  const undone = await box.undo(removal!.changeId);
  expect(undone.undoes).toBe(removal!.changeId);
  expect(said()).toEqual(before);
  expect(await refusal(box.undo(removal!.changeId))).toContain('undone already');
  // Undoing the undoing removes it again.
  await box.undo(undone.changeId);
  expect(plant.tree.get(machine)).toBeNull();
});

test('what was changed again since is not undone, and the sentence says what it was', async () => {
  const machine = await box.make({ kind: 'machine', name: 'P-4', parentId: site });
  const rename = await box.edit(machine, { name: 'P-4a' });
  await box.edit(machine, { notes: 'Oil changed.' });
  await box.edit(machine, { name: 'P-4b' });
  expect(await refusal(box.undo(rename!.changeId))).toContain('P-4b was changed since');
  const again = await box.edit(machine, { name: 'P-4c' });
  await box.edit(machine, { notes: 'Oil changed twice.' });
  // What others changed beside it stays.
  await box.undo(again!.changeId);
  expect(plant.node(machine)).toMatchObject({ name: 'P-4b', notes: 'Oil changed twice.' });
  const [made] = (await box.changes.page({ limit: 100, targetId: machine })).items.slice(-1);
  expect(made.what).toBe('created');
  expect(await refusal(box.undo(made.changeId))).toContain('was changed since');
  await box.remove(machine);
});

test('a machine on which a sensor was put meanwhile is not taken away by undoing its making', async () => {
  const machine = await box.make({ kind: 'machine', name: 'P-5', parentId: site });
  const [made] = (await box.changes.page({ limit: 1, targetId: machine })).items;
  await box.editPoint(points[2], { nodeId: machine });
  expect(await refusal(box.undo(made.changeId))).toContain('hangs there since');
  await box.remove(machine);
});

test('a change shows at every node above it, with who, what, from where to where', async () => {
  const line = await box.make({ kind: 'line', name: 'Line 2', parentId: site });
  const machine = await box.make({ kind: 'machine', name: 'P-6', parentId: site });
  await box.edit(machine, { parentId: line });
  const { items } = await box.changes.page({ limit: 1, targetId: line });
  expect(items[0]).toMatchObject({
    what: 'moved',
    title: 'P-6',
    from: 'North/P-6',
    to: 'North/Line 2/P-6',
  });
  const first = await box.changes.page({ limit: 1, targetId: site });
  const next = await box.changes.page({ limit: 1, targetId: site, cursor: first.nextCursor! });
  expect(next.items[0].changeId < first.items[0].changeId).toBe(true);
  await box.remove(line);
});

type Act =
  | { do: 'make'; kind: NodeKind; under: number; name: string }
  | { do: 'rename'; node: number; name: string }
  | { do: 'move'; node: number; under: number }
  | { do: 'remove'; node: number }
  | { do: 'place'; point: number; node: number };

const nth = fc.nat({ max: 20 });
const name = fc.constantFrom('A', 'B', 'C', 'D');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    do: fc.constant('make' as const),
    kind: fc.constantFrom(...NODE_KINDS),
    under: nth,
    name,
  }),
  fc.record({ do: fc.constant('rename' as const), node: nth, name }),
  fc.record({ do: fc.constant('move' as const), node: nth, under: nth }),
  fc.record({ do: fc.constant('remove' as const), node: nth }),
  fc.record({ do: fc.constant('place' as const), point: nth, node: nth }),
);

/** Does it as far as the rules let it. */
async function attempt(one: Act): Promise<void> {
  const nodes = [...plant.tree.all()].map(({ nodeId }) => nodeId);
  const node = (i: number): NodeId => nodes[i % nodes.length];
  try {
    if (one.do === 'make')
      await box.make({ kind: one.kind, name: one.name, parentId: node(one.under) });
    if (one.do === 'rename') await box.edit(node(one.node), { name: one.name });
    if (one.do === 'move') await box.edit(node(one.node), { parentId: node(one.under) });
    // The site stays, so that there is always something to stand under.
    if (one.do === 'remove' && node(one.node) !== site) await box.remove(node(one.node));
    if (one.do === 'place') {
      await box.editPoint(points[one.point % points.length], { nodeId: node(one.node) });
    }
  } catch (error) {
    if (!String(error).includes('TremoloError')) throw error;
  }
}

test('whatever was done, undoing it backwards gives the plant as it was, in memory and in the store', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
      const before = said();
      const [last] = (await box.changes.page({ limit: 1 })).items;
      for (const one of acts) await attempt(one);
      const { items } = await box.changes.page({ limit: 100 });
      const since = items.filter(({ changeId }) => changeId > last.changeId);
      for (const { changeId } of since) await box.undo(changeId);
      expect(said()).toEqual(before);
      const again = new Plant({ ...box, clock: () => 0 });
      await again.start();
      const nodes = [...again.tree.all()].map((node) => [node.nodeId, stateOf(node)] as const);
      expect(new Map(nodes)).toEqual(before.nodes);
    }),
    { numRuns: 20 },
  );
});
