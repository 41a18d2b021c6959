import type {
  CapacityAnswer,
  CapacityKind,
  CapacityResource,
  PastCapacityDay,
} from '#schemas/http/capacity';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { DAYS_NEEDED } from './arrivals.ts';
import { isKnown, type WaitingKind } from './backlog.ts';
import { forecast, type HistoryDay } from './forecast.ts';
import { namedDay, siteDay } from './site-day.ts';
import { RESOURCES, type Resource, type Units } from './supply-keeper.ts';

const HOUR_MS = 3_600_000;
/** Weekdays have eight of each by then; what is older tells of another plant. */
const HISTORY_DAYS = 56;
const SHOWN_DAYS = 14;
/** A day that was watched for less says little of itself. */
const WATCHED_SHARE = 0.5;
/** Thousands of ways through the days are gone through for an answer. */
const SAME_FOR_MS = 15_000;

/** A job that has not ended. */
export interface LiveWork {
  readonly kind: string;
  readonly state: 'waiting' | 'running' | 'held';
  readonly startedMs: number | null;
  readonly needsGpu: boolean;
}

export interface CapacityReadingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly units: () => Units;
  readonly work: () => Iterable<LiveWork>;
  /** How long the latest jobs of the kind took, ms. */
  readonly runsOf: (kind: string) => readonly number[];
  /** Resolves when the days are counted. */
  readonly counted: () => Promise<void>;
}

interface KeptDay {
  readonly day: string;
  readonly resource: Resource;
  readonly watched: number;
  readonly knownMs: number;
  readonly thereMs: number;
  readonly workMs: number;
}

/** Says what the coming days have room for, from what past days brought and what waits now. */
export class CapacityReading {
  readonly #deps: CapacityReadingDeps;
  readonly #latest = new Map<number, { atMs: number; answer: Promise<CapacityAnswer> }>();

  constructor(deps: CapacityReadingDeps) {
    this.#deps = deps;
  }

  read(days: number): Promise<CapacityAnswer> {
    const nowMs = this.#deps.clock();
    const known = this.#latest.get(days);
    if (known !== undefined && nowMs - known.atMs < SAME_FOR_MS) return known.answer;
    const answer = this.#read(days, nowMs).catch((error) => {
      this.#latest.delete(days);
      throw error;
    });
    this.#latest.set(days, { atMs: nowMs, answer });
    return answer;
  }

  async #read(days: number, nowMs: number): Promise<CapacityAnswer> {
    const { store, counted, units, work } = this.#deps;
    await counted();
    const since = siteDay(nowMs, -HISTORY_DAYS).day;
    const rows = await store.readLong(DAYS, [since, siteDay(nowMs).day]);
    const kept = rows.map((row) => ({
      day: String(row.day),
      resource: row.resource as Resource,
      watched: Number(row.watched_ms) / (Number(row.to_ms) - Number(row.from_ms)),
      knownMs: Number(row.known_ms),
      thereMs: Number(row.there_ms),
      workMs: Number(row.work_ms),
    }));
    const live = [...work()];
    const now = units();
    const resources: CapacityResource[] = [];
    for (const resource of RESOURCES) {
      // Each takes some milliseconds: what came meanwhile goes first.
      await new Promise<void>((next) => setImmediate(next));
      const seen = {
        kept: kept.filter((one) => one.resource === resource),
        live: resource === 'gpu' ? live.filter(({ needsGpu }) => needsGpu) : live,
      };
      resources.push(this.#resource(resource, { ...seen, units: now[resource], days, nowMs }));
    }
    return { atMs: Math.round(nowMs), resources: resources.filter(isWorthSaying) };
  }

  #resource(
    resource: Resource,
    {
      kept,
      live,
      units,
      days,
      nowMs,
    }: { kept: KeptDay[]; live: LiveWork[]; units: number; days: number; nowMs: number },
  ): CapacityResource {
    const coming = Array.from({ length: days }, (_, later) => siteDay(nowMs, later));
    const kinds = this.#kinds(live, nowMs);
    const history = kept.filter(({ watched }) => watched >= WATCHED_SHARE).map(historyDay);
    const said = forecast({
      history,
      units,
      days: coming.map(({ fromMs, toMs, weekday }) => {
        const left = toMs - Math.max(fromMs, nowMs);
        return { weekday, hours: left / HOUR_MS, part: left / (toMs - fromMs) };
      }),
      kinds,
      // The same all day long, so that a figure moves only when what it says does.
      seed: Math.floor(coming[0].fromMs / 60_000) % 2 ** 31,
    });
    const isShort = said.kind === 'too little history';
    return {
      resource,
      units,
      history: {
        days: isShort ? said.known : history.length,
        needed: DAYS_NEEDED,
        usesWeekdays: !isShort && said.usesWeekdays,
      },
      days: isShort
        ? null
        : said.days.map((one, i) => ({ day: coming[i].day, isRestOfToday: i === 0, ...one })),
      past: kept.slice(-SHOWN_DAYS).map(pastDay),
      kinds: kindsOf(live, kinds),
    };
  }

  #kinds(live: readonly LiveWork[], nowMs: number): WaitingKind[] {
    const byKind = Map.groupBy(live, ({ kind }) => kind);
    return [...byKind].map(([kind, jobs]) => ({
      kind,
      waiting: jobs.filter(({ state }) => state === 'waiting').length,
      running: jobs
        .filter(({ state }) => state === 'running')
        .map(({ startedMs }) => (nowMs - (startedMs ?? nowMs)) / HOUR_MS),
      runs: this.#deps.runsOf(kind).map((ms) => ms / HOUR_MS),
    }));
  }
}

/** Whole days, the oldest first, each resource in a row of its own. */
const DAYS = `
  SELECT d.day, d.from_ms, d.to_ms, d.watched_ms, s.resource, s.known_ms, s.there_ms,
    (SELECT coalesce(sum(work_ms), 0) FROM capacity_demand w
      WHERE w.day = d.day AND w.resource = s.resource) AS work_ms
  FROM capacity_days d JOIN capacity_supply s ON s.day = d.day
  WHERE d.day >= ? AND d.day < ? ORDER BY d.day`;

function historyDay({ day, knownMs, thereMs, workMs }: KeptDay): HistoryDay {
  return {
    weekday: namedDay(day).weekday,
    hours: workMs / HOUR_MS,
    share: knownMs === 0 ? null : thereMs / knownMs,
  };
}

/** What was watched stands for the whole day. */
function pastDay({ day, watched, thereMs, workMs }: KeptDay): PastCapacityDay {
  return {
    day,
    availableHours: watched < WATCHED_SHARE ? null : thereMs / HOUR_MS / Math.min(watched, 1),
    demandHours: workMs / HOUR_MS,
  };
}

function kindsOf(live: readonly LiveWork[], kinds: readonly WaitingKind[]): CapacityKind[] {
  return kinds
    .map((one) => ({
      kind: one.kind,
      waiting: one.waiting,
      running: one.running.length,
      held: live.filter(({ kind, state }) => kind === one.kind && state === 'held').length,
      usualHours: isKnown(one) ? median(one.runs) : null,
    }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1];
}

/** A site without GPUs, and without work for any, is told of its places for jobs alone. */
function isWorthSaying({ resource, units, past, kinds }: CapacityResource): boolean {
  const wasThere = past.some(
    ({ availableHours, demandHours }) => (availableHours ?? 0) > 0 || demandHours > 0,
  );
  return resource === 'slot' || units > 0 || kinds.length > 0 || wasThere;
}
