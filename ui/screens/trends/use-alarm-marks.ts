import type { Signal } from '@preact/signals';
import type { Alarm } from '#schemas/alarms/alarm';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import { type Loaded, useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';

/** Alarms of more points than these are too many to be told apart on one axis. */
const POINTS_MAX = 8;
const LIMIT = 50;

/** The alarms of these points that were raised within the range, oldest first; none for who may not see alarms. */
export function useAlarmMarks(
  pointIds: readonly string[],
  rangeMs: readonly [number, number] | null,
): { state: Signal<Loaded<readonly Alarm[]>>; reload: () => void } {
  const { session } = useApp();
  const asked = session.mayAnywhere('alarm:read') ? pointIds.slice(0, POINTS_MAX) : [];
  // To the minute: a view that follows the time would ask for all of them every few seconds.
  const minutes = rangeMs?.map((ms) => Math.round(ms / 60_000)).join('-') ?? '';
  return useLoad(
    async (signal) => {
      if (rangeMs === null) return [];
      const [from, to] = rangeMs;
      const pages = asked.flatMap((pointId) => [
        request(ALARM_ROUTES.alarms, { query: { view: 'open', pointId, limit: LIMIT }, signal }),
        request(ALARM_ROUTES.alarms, {
          query: { view: 'closed', pointId, from, to, limit: LIMIT },
          signal,
        }),
      ]);
      const alarms = (await Promise.all(pages)).flatMap(({ items }) => items);
      return alarms
        .filter(({ raisedMs }) => raisedMs >= from && raisedMs <= to)
        .sort((a, b) => a.raisedMs - b.raisedMs);
    },
    [asked.join(), minutes],
  );
}
