import { beforeEach, describe, expect, test } from 'bun:test';
import { newLosses } from '#schemas/broker/losses';
import type { Point } from '#schemas/http/points';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { NO_THRESHOLDS } from '#schemas/plant/limits';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { PLAIN_MOUNTING } from '#schemas/plant/mounting';
import type { PlantNode } from '#schemas/plant/node';
import type { NodeKind } from '#schemas/plant/node-kind';
import { EMPTY_ROLLUP } from '#schemas/plant/rollup';
import { Plant } from './plant.ts';
import { PlantTree } from './plant-tree.ts';

const NOW_MS = 1_700_000_000_000;
const id = (n: number): NodeId => `nd_01HZX3T7Q0${String(n).padStart(16, '0')}`;
const node = (n: number, parent: number | null, kind: NodeKind, name = `Node ${n}`): PlantNode => ({
  ...{ nodeId: id(n), parentId: parent === null ? null : id(parent), kind, name },
  ...{ externalId: null, machineKind: null, pictureId: null, revision: 1, rollup: EMPTY_ROLLUP },
});
/** Site 1 with line 2, on which machines 3 and 4 stand; 3 has position 5. */
const NODES = [
  node(1, null, 'site'),
  node(2, 1, 'line'),
  node(4, 2, 'machine', 'Pump 10'),
  node(3, 2, 'machine', 'Pump 9'),
  node(5, 3, 'position'),
];
const reset = (nodes: PlantNode[], isFirst = true) =>
  tree.take({ type: 'nodes', reset: isFirst, nodes, removed: [] });
const rollups = (...news: { nodeId: NodeId; rollup: PlantNode['rollup'] }[]) =>
  tree.take({ type: 'rollups', rollups: news, unassigned: 0 });
const names = (parent: number | null) =>
  tree.childrenOf(parent === null ? null : id(parent)).map((branch) => branch.node.name);

const pointId = (n: number): PointId => `pt_01HZX3T7Q0${String(n).padStart(16, '0')}`;
function place(n: number, nodeId: NodeId | null, condition: 'good' | 'danger'): Point {
  const verdict = { condition, why: '', severity: { graded: false, reason: '' }, findings: [] };
  const figures = {
    ...{ velocityMmS: 1, displacementUm: 1, accelerationG: 1, peakG: 1, crest: 1, kurtosis: 3 },
    ...{ skewness: 0, envelopeG: 1, speedRpm: 1800 },
  };
  return {
    ...{ pointId: pointId(n), name: `Point ${n}`, nodeId, above: [], machine: null, area: null },
    ...{ tags: [], sensorId: 'sim-1', axis: n, unit: 'g', sampleRateHz: 25_600, origin: '' },
    ...{ mounting: PLAIN_MOUNTING, thresholds: NO_THRESHOLDS, facts: UNKNOWN_MACHINE },
    ...{ agentId: null, unassignedReason: null, sensorOnline: true },
    latest: { atMs: NOW_MS, figures, verdict, losses: newLosses() },
  } as Point;
}

let plant: Plant;
let tree: PlantTree;
let answers: { nodes: PlantNode[]; unassigned: number }[];
let failures: unknown[];

beforeEach(() => {
  answers = [];
  failures = [];
  plant = new Plant({ clock: () => NOW_MS, after: () => undefined, onChange: () => undefined });
  tree = new PlantTree({
    plant,
    load: async () => {
      const [answer] = answers.splice(0, 1);
      if (answer === undefined) throw new Error('no hub');
      return answer;
    },
    onFailed: (error) => failures.push(error),
  });
});

describe('the tree', () => {
  test('comes in parts and is shown once it is whole; until then the former stays', () => {
    reset(NODES.slice(0, 2));
    expect(tree.state.value).toBe('waiting');
    reset(NODES.slice(2), false);
    rollups();
    expect(tree.state.value).toBe('ready');
    reset([node(1, null, 'site', 'Anew')]);
    expect(names(null)).toEqual(['Node 1']);
    rollups();
    expect(names(null)).toEqual(['Anew']);
    expect(tree.branches.value.size).toBe(1);
  });

  test('stands by level, then by name as people count', () => {
    reset([...NODES, node(6, 2, 'machine', 'Pump 1')]);
    rollups();
    expect(names(2)).toEqual(['Pump 1', 'Pump 9', 'Pump 10']);
    expect(tree.pathOf(id(5)).map((branch) => branch.id)).toEqual([id(1), id(2), id(3), id(5)]);
    expect([...tree.within(id(3))]).toEqual([id(3), id(5)]);
  });

  test('follows what is changed and removed', () => {
    reset(NODES);
    rollups();
    const moved = { ...node(3, 1, 'machine', 'Pump 9'), revision: 2 };
    tree.take({ type: 'nodes', reset: false, nodes: [moved], removed: [id(4)] });
    expect([names(1), names(2)]).toEqual([['Node 2', 'Pump 9'], []]);
    rollups({ nodeId: id(3), rollup: { ...EMPTY_ROLLUP, unacknowledged: 2 } });
    expect(tree.branches.value.get(id(3))?.node.rollup.unacknowledged).toBe(2);
  });

  test('what stands below a part that one may not see stands at the top', () => {
    reset([node(3, 2, 'machine', 'Pump 9'), node(5, 3, 'position')]);
    rollups();
    expect(names(null)).toEqual(['Pump 9']);
    expect(tree.pathOf(id(5))).toHaveLength(2);
  });

  test('that cannot be had is said to be missing', async () => {
    await tree.load();
    expect([tree.state.value, failures.length]).toEqual(['failed', 1]);
  });

  test('an answer that news have overtaken changes nothing, and a failure is said', async () => {
    answers.push({ nodes: [], unassigned: 0 });
    const loading = tree.load();
    reset(NODES);
    rollups();
    await loading;
    expect(tree.branches.value.size).toBe(5);
    await tree.load();
    expect([tree.state.value, failures.length]).toEqual(['ready', 1]);
  });
});

test('points count where they hang, worst first, and what hangs nowhere is unassigned', () => {
  reset(NODES);
  rollups();
  const points = [place(0, id(5), 'good'), place(1, id(4), 'danger'), place(2, null, 'good')];
  plant.take({ type: 'plant', reset: true, points });
  expect(tree.pointsWithin(id(1))).toEqual([pointId(1), pointId(0)]);
  expect(tree.pointsWithin(null)).toEqual([pointId(2)]);
  expect(tree.rollUpOf(id(2))).toEqual({
    worst: 'danger',
    counts: { good: 1, danger: 1 },
    points: 2,
  });
  expect(tree.rollUpOf(id(3)).worst).toBe('good');
  plant.replace(place(1, id(5), 'danger'));
  expect(tree.rollUpOf(id(3)).worst).toBe('danger');
  expect(tree.rollUpOf(id(4)).points).toBe(0);
  plant.take({ type: 'gone', points: [pointId(1)] });
  expect(tree.rollUpOf(id(1))).toEqual({ worst: 'good', counts: { good: 1 }, points: 1 });
});
