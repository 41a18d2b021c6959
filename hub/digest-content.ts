import type { Alarm } from '#schemas/alarms/alarm';
import { factOfVerdict } from '#schemas/alarms/alarm-fact';
import { evidenceSays, saidIn } from '#schemas/alarms/words/said-in';
import type { Trend } from '#schemas/http/points';
import type { JobId, UserId } from '#schemas/ids/ids';
import type { Priority } from '#schemas/notifications/event-names';
import { NOTIFICATION_EVENTS } from '#schemas/notifications/events';
import type { Plot } from './notifications/channels/email/email-channel.ts';
import {
  byUrgency,
  type DigestContent,
  type DigestLine,
} from './notifications/digest/digest-letter.ts';
import type { Notification } from './notifications/notification.ts';
import { titleOf } from './notifications/words/alarm-words.ts';
import { POINT_SERIES } from './results/trend-columns.ts';
import { readTrend } from './results/trend-reader.ts';
import type { Rooms } from './rooms.ts';

const LINES_MAX = 10;
const DAY_MS = 86_400_000;

/** Conditions that are worth a line, the worst first. */
const WORSE = [
  ['danger', 'critical', { en: 'danger', de: 'Gefahr' }],
  ['warning', 'high', { en: 'warning', de: 'Warnung' }],
  ['advisory', 'medium', { en: 'advisory', de: 'Hinweis' }],
] as const;

/** What happened in a time, of what this person may see and looks after. */
export async function digestContent(
  rooms: Rooms,
  userId: UserId,
  fromMs: number,
  toMs: number,
): Promise<Omit<DigestContent, 'fromMs' | 'toMs' | 'others'>> {
  const isOwn = (needs: 'alarm:read' | 'plant:read', nodeId: string | null) =>
    isOwnOf(rooms, userId, needs, nodeId);
  return {
    alarms: await alarmsOf(rooms, isOwn, fromMs, toMs),
    points: pointsOf(rooms, isOwn),
    jobs: await jobsOf(rooms, userId, fromMs, toMs),
  };
}

type IsOwn = (needs: 'alarm:read' | 'plant:read', nodeId: string | null) => boolean;

/** Whether the person may see it there, and chose to be told of that part of the plant. */
function isOwnOf(
  { rights, plant, choices }: Rooms,
  userId: UserId,
  needs: 'alarm:read' | 'plant:read',
  nodeId: string | null,
): boolean {
  const line: string[] = plant.tree.lineOf(nodeId).map((node) => node.nodeId);
  const { nodeIds } = choices.of(userId);
  if (nodeIds.length > 0 && !line.some((one) => nodeIds.includes(one))) return false;
  if (rights.permissionsOf(userId).has(needs)) return true;
  const inAreas = rights.inAreasOf(userId);
  return line.some((scope) => inAreas.get(scope)?.has(needs));
}

async function alarmsOf(
  { store, alarmDesk }: Rooms,
  isOwn: IsOwn,
  fromMs: number,
  toMs: number,
): Promise<DigestContent['alarms']> {
  const rows = await store.readLong(
    'SELECT body FROM alarms WHERE shown_ms > ? AND shown_ms <= ? ORDER BY shown_ms DESC LIMIT 5000',
    [fromMs, toMs],
  );
  const raised = rows
    .map((row) => JSON.parse(String(row.body)) as Alarm)
    .filter(({ asset }) => isOwn('alarm:read', asset.nodeId));
  const standing = [...alarmDesk.shown.all()].filter(
    ({ isActive, asset }) => isActive && isOwn('alarm:read', asset.nodeId),
  );
  const lines = raised.map(
    (alarm): DigestLine => ({
      title: titleOf(alarm),
      says: evidenceSays(alarm.evidence),
      link: `/alarms/${alarm.alarmId}`,
      priority: alarm.priority,
      atMs: alarm.raisedMs,
    }),
  );
  return {
    raised: raised.length,
    standing: standing.length,
    lines: lines.sort(byUrgency).slice(0, LINES_MAX),
  };
}

function pointsOf(
  { assets, latest, clock, settings }: Rooms,
  isOwn: IsOwn,
): DigestContent['points'] {
  const own = assets.all().filter(({ nodeId }) => isOwn('plant:read', nodeId));
  const lines = own.flatMap((point): DigestLine[] => {
    const last = latest.of(point.pointId);
    const worse = WORSE.find(([condition]) => condition === last?.verdict.condition);
    if (last == null || worse === undefined) return [];
    const [, priority, word] = worse;
    const fact = factOfVerdict(last.verdict);
    const says = (language: 'en' | 'de') => `${word[language]}: ${saidIn(language, [fact])}`;
    return [
      {
        title: point.editedName ?? point.name,
        says: { en: says('en'), de: says('de') },
        link: `/points/${point.pointId}`,
        priority: priority as Priority,
        atMs: null,
      },
    ];
  });
  const freshMs = clock() - settings.results.staleAfterMs;
  const unclear = own.filter(({ pointId }) => {
    const last = latest.of(pointId);
    const isKnown = last !== null && last.atMs >= freshMs;
    return !isKnown || ['not_graded', 'warming'].includes(last.verdict.condition);
  });
  return {
    watched: own.length,
    worse: lines.length,
    unclear: unclear.length,
    lines: lines.sort(byUrgency).slice(0, LINES_MAX),
  };
}

async function jobsOf(
  { store, rights }: Rooms,
  userId: UserId,
  fromMs: number,
  toMs: number,
): Promise<DigestContent['jobs']> {
  if (!rights.permissionsOf(userId).has('job:read')) return { succeeded: 0, failed: 0, lines: [] };
  const rows = await store.read(
    `SELECT job_id, kind, state, ended_ms FROM jobs WHERE owner_id = ? AND ended_ms > ? AND ended_ms <= ?
      AND state IN ('succeeded', 'failed') ORDER BY ended_ms DESC LIMIT 1000`,
    [userId, fromMs, toMs],
  );
  const of = (state: string) => rows.filter((row) => row.state === state);
  const lines = rows.map((row): DigestLine => {
    const isFailed = row.state === 'failed';
    const { priority } = NOTIFICATION_EVENTS[isFailed ? 'job.failed' : 'job.succeeded'];
    return {
      title: String(row.kind),
      says: isFailed ? { en: 'failed', de: 'gescheitert' } : { en: 'succeeded', de: 'fertig' },
      link: `/jobs/${row.job_id as JobId}`,
      priority,
      atMs: Number(row.ended_ms),
    };
  });
  return {
    succeeded: of('succeeded').length,
    failed: of('failed').length,
    lines: lines.sort(byUrgency).slice(0, LINES_MAX),
  };
}

/** What is drawn: a day, or where the point is new half an hour. */
const SPANS = [
  { level: 1, ms: DAY_MS, en: '24 hours', de: '24 Stunden' },
  { level: 0, ms: 30 * 60_000, en: '30 minutes', de: '30 Minuten' },
] as const;

/** The last day of the point that a notification is about: its velocity, or its acceleration where there is none. */
export async function plotOf(
  { store, assets }: Pick<Rooms, 'store' | 'assets'>,
  { data, atMs }: Notification,
): Promise<Plot | null> {
  const record = typeof data.pointId === 'string' ? assets.get(data.pointId) : null;
  if (record === null) return null;
  for (const span of SPANS) {
    const query = { from: atMs - span.ms, to: atMs, maxBuckets: 200 };
    const trend = await readTrend(store, record.key, POINT_SERIES.levels[span.level], query);
    const plot = drawn(trend, record.editedName ?? record.name, span, data);
    if (plot !== null) return plot;
  }
  return null;
}

function drawn(
  trend: Trend,
  name: string,
  span: { en: string; de: string },
  { limit, unit: limitUnit }: Notification['data'],
): Plot | null {
  const isVelocity = trend.velocityMax.some((value) => value !== null);
  const values = isVelocity ? trend.velocityMax : trend.accelerationMax;
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const unit = isVelocity ? 'mm/s' : 'g';
  const [largest, last] = [Math.max(...known), known[known.length - 1]].map((one) =>
    one.toFixed(2),
  );
  const comma = (figure: string) => figure.replace('.', ',');
  return {
    points: trend.atMs.map((at, i) => ({ atMs: at, value: values[i] })),
    limit: typeof limit === 'number' && limitUnit === unit ? limit : null,
    says: {
      en: `${name}, the ${span.en} before: at most ${largest} ${unit}, last ${last} ${unit}.`,
      de: `${name}, die ${span.de} davor: höchstens ${comma(largest)} ${unit}, zuletzt ${comma(last)} ${unit}.`,
    },
  };
}
