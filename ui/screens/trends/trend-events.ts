import type { Alarm } from '#schemas/alarms/alarm';
import type { Trends } from '#schemas/http/trends';
import type { Condition } from '#schemas/readings/finding';
import type { ChartColour } from '../../parts/charts/chart-colours.ts';
import { ruleNameWords } from '../../text/alarm-says.ts';
import { text } from '../../text/en.ts';
import { trendsWords } from '../../text/trends.ts';

/** Something that happened to one of the points, as the axis marks it and the list tells it. */
export interface TrendEvent {
  readonly key: string;
  readonly atMs: number;
  readonly pointId: string;
  readonly words: string;
  readonly colour: ChartColour;
  readonly path: string;
}

const COLOURS: Readonly<Record<Condition, ChartColour>> = {
  danger: 'danger',
  warning: 'warning',
  advisory: 'advisory',
  good: 'soft',
  not_graded: 'off',
  warming: 'off',
};

/** Condition changes and alarms within the range, the newest first. */
export function trendEvents(
  trends: Pick<Trends, 'changes'>,
  alarms: readonly Alarm[],
): TrendEvent[] {
  const changes = trends.changes.map(
    ({ pointId, atMs, to }): TrendEvent => ({
      key: `${pointId} ${atMs} ${to}`,
      ...{ atMs, pointId, colour: COLOURS[to], path: `/points/${pointId}` },
      words: trendsWords.changed(text.appearance[to]),
    }),
  );
  const raised = alarms.map(
    (alarm): TrendEvent => ({
      key: alarm.alarmId,
      atMs: alarm.raisedMs,
      pointId: alarm.asset.pointId ?? '',
      words: `${trendsWords.alarm}: ${ruleNameWords(alarm)}`,
      colour: 'danger',
      path: `/alarms/${alarm.alarmId}`,
    }),
  );
  return [...changes, ...raised].sort((a, b) => b.atMs - a.atMs);
}
