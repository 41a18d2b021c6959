import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { PROCESS_VALUE_ROUTES, type ProcessValueQuery } from '#schemas/http/process-values';
import type { ProcessValue, ProcessValueReading } from '#schemas/plant/process-value';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { type Loaded, useLoad } from '../use-load.ts';

/** Values that have no place come without news of their own: they are asked for again so often while somebody looks. */
const AGAIN_MS = 3_000;

/** The values that fit, as they are now, and how to load them anew. */
export function useProcessValues(query: Pick<ProcessValueQuery, 'node' | 'unassigned' | 'q'>) {
  const { onValues } = useApp();
  const heard = useSignal<ReadonlyMap<string, ProcessValueReading>>(new Map());
  const { state, reload } = useLoad(
    (signal) =>
      request(PROCESS_VALUE_ROUTES.processValues, { query: { ...query, limit: 200 }, signal }),
    [query.node, query.unassigned, query.q],
  );
  useEffect(
    () =>
      onValues((readings) => {
        heard.value = new Map([
          ...heard.peek(),
          ...readings.map((one) => [one.valueId, one] as const),
        ]);
      }),
    [],
  );
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const values = useComputed<Loaded<readonly ProcessValue[]>>(() => {
    const loaded = state.value;
    if (loaded.kind !== 'ready') return loaded;
    return { kind: 'ready', value: loaded.value.items.map((one) => latestOf(one, heard.value)) };
  });
  return { values, reload };
}

/** With what was heard of it since it was loaded. */
function latestOf(
  value: ProcessValue,
  heard: ReadonlyMap<string, ProcessValueReading>,
): ProcessValue {
  const reading = heard.get(value.valueId);
  if (reading === undefined || reading.atMs < (value.latest?.atMs ?? 0)) return value;
  const { value: now, quality, atMs } = reading;
  return { ...value, latest: { value: now, quality, atMs } };
}
