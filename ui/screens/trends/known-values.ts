import { PROCESS_VALUE_ROUTES } from '#schemas/http/process-values';
import type { ProcessValue } from '#schemas/plant/process-value';
import { request } from '../../http/request.ts';

/** What process values are called, and in which unit they are. */
export interface KnownValues {
  readonly names: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
}

const PAGES_MAX = 10;
const PAGE = 200;

/** Of these values; asks for nothing when there are none. */
export async function knownValues(
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<KnownValues> {
  const found: ProcessValue[] = [];
  let cursor: string | null = wanted.length === 0 ? null : '';
  for (let page = 0; cursor !== null && page < PAGES_MAX; page++) {
    const query: { limit: number; cursor?: string } =
      cursor === '' ? { limit: PAGE } : { limit: PAGE, cursor };
    const answer = await request(PROCESS_VALUE_ROUTES.processValues, { query, signal });
    found.push(...answer.items.filter(({ valueId }) => wanted.includes(valueId)));
    cursor = found.length === wanted.length ? null : answer.nextCursor;
  }
  return {
    names: new Map(found.map(({ valueId, name }) => [valueId, name])),
    units: new Map(found.map(({ valueId, unit }) => [valueId, unit])),
  };
}
