import { expect, test } from 'bun:test';
import type { NodeId, PointId } from '#schemas/ids/ids';
import type { NodeKind } from '#schemas/plant/node-kind';
import { EMPTY_ROLLUP } from '#schemas/plant/rollup';
import { Plant } from '../../websocket/plant.ts';
import { PlantTree } from '../../websocket/plant-tree.ts';
import { type Carried, mayGo } from './carried.ts';

const id = (name: string) => `nd_${name}` as NodeId;
const node = (name: string, parent: string | null, kind: NodeKind) => ({
  ...{ nodeId: id(name), parentId: parent === null ? null : id(parent), kind, name },
  ...{ externalId: null, machineKind: null, pictureId: null, revision: 1, rollup: EMPTY_ROLLUP },
});
const plant = new Plant({ clock: () => 0, after: () => undefined, onChange: () => undefined });
const tree = new PlantTree({
  plant,
  load: async () => ({ nodes: [], unassigned: 0 }),
  onFailed: () => undefined,
});
tree.set([
  node('site', null, 'site'),
  node('hall', 'site', 'area'),
  node('line', 'hall', 'line'),
  node('pump', 'line', 'machine'),
  node('end', 'pump', 'position'),
  node('fan', null, 'machine'),
]);
const places = (carried: Carried) =>
  [null, ...tree.branches.value.values()]
    .filter((to) => mayGo(carried, to, tree))
    .map((to) => to?.node.name ?? 'top');
const part = (name: string): Carried => ({ kind: 'node', id: id(name), name });

test('a machine may go wherever machines stand, and not where it is already', () => {
  expect(places(part('pump'))).toEqual(['top', 'site', 'hall']);
  expect(places(part('fan'))).toEqual(['site', 'hall', 'line']);
});

test('a part goes neither below itself nor above its level, and a position only onto machines', () => {
  expect(places(part('hall'))).toEqual(['top']);
  expect(places(part('site'))).toEqual([]);
  expect(places(part('end'))).toEqual(['fan']);
});

test('points go onto machines and positions; what is gone goes nowhere', () => {
  const points: Carried = { kind: 'points', ids: ['pt_1' as PointId], name: 's-1' };
  expect(places(points)).toEqual(['pump', 'end', 'fan']);
  expect(places(part('gone'))).toEqual([]);
});
