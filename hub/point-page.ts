/** A page of the plant's points: what their records say, beside the last that was heard of each. */
import type { PointQuery } from '#schemas/http/points';
import { CONDITIONS, type Condition } from '#schemas/readings/finding';
import type { PointRecord } from './assets/point-record.ts';
import type { LatestResults } from './results/latest-results.ts';
import { type ListShape, listPage } from './store/list-page.ts';

/** Filters and sorts before anything is put together for a screen: only what is on the page costs. */
export function pointPage(
  records: readonly PointRecord[],
  latest: LatestResults,
  query: PointQuery,
): { items: PointRecord[]; nextCursor: string | null; total: number } {
  const conditionOf = ({ pointId }: PointRecord): Condition | null =>
    latest.of(pointId)?.verdict.condition ?? null;
  const rankOf = (record: PointRecord) => {
    const condition = conditionOf(record);
    return condition === null ? null : CONDITIONS.indexOf(condition);
  };
  const words = query.q?.toLocaleLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const fits = (record: PointRecord) => {
    const { machine, editedArea, editedTags } = record;
    const said = `${nameOf(record)} ${machine ?? ''} ${editedArea ?? ''} ${editedTags.join(' ')}`;
    return (
      (query.area === undefined || editedArea === query.area) &&
      (query.machine === undefined || machine === query.machine) &&
      (query.tag === undefined || editedTags.includes(query.tag)) &&
      (query.condition === undefined || conditionOf(record) === query.condition) &&
      words.every((word) => said.toLocaleLowerCase().includes(word))
    );
  };
  const shape: ListShape<PointRecord> = {
    columns: {
      name: nameOf,
      machine: ({ machine }) => machine,
      area: ({ editedArea }) => editedArea,
      condition: rankOf,
      heard: ({ pointId }) => latest.of(pointId)?.atMs ?? null,
    },
    idOf: ({ pointId }) => pointId,
    sortedBy: 'name',
  };
  return listPage(records.filter(fits), query, shape);
}

const nameOf = ({ editedName, name }: PointRecord) => editedName ?? name;
