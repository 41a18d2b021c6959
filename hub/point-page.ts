/** A page of the plant's points: what their records say, beside the last that was heard of each. */
import type { PointQuery } from '#schemas/http/points';
import { CONDITIONS, type Condition } from '#schemas/readings/finding';
import type { PointRecord } from './assets/point-record.ts';
import { placeOf } from './plant-places.ts';
import type { Rooms } from './rooms.ts';
import { type ListShape, listPage } from './store/list-page.ts';

/** Filters and sorts before anything is put together for a screen: only what is on the page costs. */
export function pointPage(
  records: readonly PointRecord[],
  { latest, plant }: Pick<Rooms, 'latest' | 'plant'>,
  query: PointQuery,
): { items: PointRecord[]; nextCursor: string | null; total: number } {
  const conditionOf = ({ pointId }: PointRecord): Condition | null =>
    latest.of(pointId)?.verdict.condition ?? null;
  const rankOf = (record: PointRecord) => {
    const condition = conditionOf(record);
    return condition === null ? null : CONDITIONS.indexOf(condition);
  };
  const words = query.q?.toLocaleLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const isBelow = (nodeId: string | null) =>
    plant.tree.lineOf(nodeId).some((node) => node.nodeId === query.node);
  const fits = (record: PointRecord) => {
    const { nodeId, editedTags } = record;
    if (query.unassigned !== undefined && nodeId !== null) return false;
    if (query.node !== undefined && !isBelow(nodeId)) return false;
    const { machine, area } = placeOf({ plant }, record);
    const said = `${nameOf(record)} ${machine ?? ''} ${area ?? ''} ${plant.tree.pathOf(nodeId)} ${record.sensorId} ${editedTags.join(' ')}`;
    return (
      (query.area === undefined || area === query.area) &&
      (query.machine === undefined || machine === query.machine) &&
      (query.tag === undefined || editedTags.includes(query.tag)) &&
      (query.condition === undefined || conditionOf(record) === query.condition) &&
      words.every((word) => said.toLocaleLowerCase().includes(word))
    );
  };
  const shape: ListShape<PointRecord> = {
    columns: {
      name: nameOf,
      machine: (record) => placeOf({ plant }, record).machine,
      area: (record) => placeOf({ plant }, record).area,
      condition: rankOf,
      heard: ({ pointId }) => latest.of(pointId)?.atMs ?? null,
    },
    idOf: ({ pointId }) => pointId,
    sortedBy: 'name',
  };
  return listPage(records.filter(fits), query, shape);
}

const nameOf = ({ editedName, name }: PointRecord) => editedName ?? name;
