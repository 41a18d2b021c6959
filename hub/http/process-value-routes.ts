import { refused } from '#schemas/errors/refused';
import { PROCESS_VALUE_ROUTES } from '#schemas/http/process-values';
import type { ProcessValue } from '#schemas/plant/process-value';
import type { Flows } from '../flows.ts';
import type { ValueRecord } from '../process-values/value-record.ts';
import { type Sight, sightOf } from '../sight.ts';
import { listPage } from '../store/list-page.ts';
import { type Route, route } from './route.ts';

/** What hangs nowhere is in no part of the plant. */
const isIn = (sight: Sight, { nodeId }: Pick<ValueRecord, 'nodeId'>) =>
  nodeId !== null && sight.node(nodeId);

/** Values beside the vibration: where they belong, what they are called, what they were. */
export function processValueRoutes({ rooms }: Flows): Route[] {
  const { processValues, valueReader, plant } = rooms;
  const shown = ({ key: _, ...record }: ValueRecord): ProcessValue => ({
    ...record,
    latest: processValues.latestOf(record.valueId),
  });
  const wanted = (valueId: string): ValueRecord => {
    const record = processValues.get(valueId);
    if (record === null) throw refused('value_unknown');
    return record;
  };
  return [
    route(PROCESS_VALUE_ROUTES.processValues, ({ query, principal }) => {
      const sight = sightOf(rooms, principal);
      const { node, unassigned, q } = query;
      const below = node === undefined ? null : plant.tree.subtreeOf(node);
      const places = below === null ? null : new Set<string>(below.map(({ nodeId }) => nodeId));
      const words = q?.toLowerCase() ?? '';
      const found = processValues
        .all()
        .filter((record) => sight === null || isIn(sight, record))
        .filter(
          ({ nodeId, name, address }) =>
            (places === null || (nodeId !== null && places.has(nodeId))) &&
            (unassigned === undefined || nodeId === null) &&
            (words === '' || `${name} ${address}`.toLowerCase().includes(words)),
        );
      const page = listPage(found, query, {
        columns: {
          name: ({ name }) => name,
          address: ({ address }) => address,
          created: ({ createdMs }) => createdMs,
          heard: ({ valueId }) => processValues.latestOf(valueId)?.atMs ?? null,
        },
        idOf: ({ valueId }) => valueId,
        sortedBy: 'name',
      });
      return { ...page, items: page.items.map(shown) };
    }),
    route(PROCESS_VALUE_ROUTES.editProcessValue, async ({ params, body, actor }) => {
      const { nodeId } = wanted(params.valueId);
      const next = body.nodeId === undefined ? nodeId : body.nodeId;
      if (next !== null && plant.tree.get(next) === null) {
        throw refused('place_unknown');
      }
      return shown(await processValues.edit(params.valueId, body, actor));
    }),
    route(PROCESS_VALUE_ROUTES.removeProcessValue, async ({ params, actor }) => {
      await processValues.remove(params.valueId, actor);
    }),
    route(PROCESS_VALUE_ROUTES.valueTrend, ({ params, query }) =>
      valueReader.read(wanted(params.valueId).key, query),
    ),
  ];
}
