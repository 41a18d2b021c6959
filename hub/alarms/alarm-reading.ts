import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmStep } from '#schemas/alarms/history';
import { ALARM_PRIORITIES, priorityRank } from '#schemas/alarms/priority';
import { ruleNameIn } from '#schemas/alarms/words/rule-names';
import { ruleWords } from '#schemas/alarms/words/rules-de';
import { evidenceSays } from '#schemas/alarms/words/said-in';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { AlarmGroup, AlarmQuery, AlarmSummary } from '#schemas/http/alarms';
import type { UserId } from '#schemas/ids/ids';
import { type ListShape, listPage } from '../store/list-page.ts';
import type { SqlValue } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { AlarmDesk } from './alarm-desk.ts';
import { loadAlarm, type NameOf } from './alarm-rows.ts';
import { type AlarmSight, idsInSight, inSightSql } from './alarm-sight.ts';
import { togetherOf } from './open-alarms.ts';
import type { PlantView } from './plant-view.ts';

export interface ReadingDeps {
  readonly desk: AlarmDesk;
  readonly store: Store;
  readonly plant: PlantView;
  readonly nameOf: NameOf;
  readonly clock: () => number;
}

type Filters = Omit<AlarmQuery, 'view' | 'limit' | 'cursor' | 'sort' | 'q' | 'from' | 'to'>;
type Page = { items: Alarm[]; nextCursor: string | null; total: number | null };

const SHAPE: ListShape<Alarm> = {
  columns: {
    // The most urgent first, of equals the newest: a number that falls with both.
    priority: (one) => priorityRank(one.priority) * 1e14 - one.raisedMs,
    raised: (one) => one.raisedMs,
    asset: (one) => one.asset.name,
    rule: (one) => one.ruleName,
    state: (one) => one.state,
  },
  idOf: (one) => one.alarmId,
  sortedBy: 'priority',
};

/** Alarms as people ask for them: open ones from memory, closed ones from the store. Without a sight all are in sight. */
export class AlarmReading {
  readonly #deps: ReadingDeps;

  constructor(deps: ReadingDeps) {
    this.#deps = deps;
  }

  page(query: AlarmQuery, sight: AlarmSight | null = null): Page | Promise<Page> {
    if (query.view === 'closed') return this.#closedPage(query, sight);
    const found = this.#open(query, sight).filter((alarm) => isInView(alarm, query.view));
    return listPage(found, query, SHAPE);
  }

  /** An alarm, open or closed. Throws `not_found`, also for one out of sight. */
  async one(alarmId: string, sight: AlarmSight | null = null): Promise<Alarm> {
    const alarm = this.#deps.desk.shown.get(alarmId) ?? (await this.#stored(alarmId));
    const isSeen = alarm !== null && (sight === null || sight.sees(alarm.asset));
    if (!isSeen) throw refused('alarm_unknown');
    return alarm;
  }

  async #stored(alarmId: string): Promise<Alarm | null> {
    const { store, nameOf } = this.#deps;
    const [row] = await store.read('SELECT body FROM alarms WHERE alarm_id = ?', [alarmId]);
    return row === undefined ? null : loadAlarm(row, nameOf);
  }

  /** What happened to it, the first first. */
  async steps(alarmId: string): Promise<AlarmStep[]> {
    const { store, nameOf } = this.#deps;
    const rows = await store.read('SELECT * FROM alarm_steps WHERE alarm_id = ? ORDER BY step', [
      alarmId,
    ]);
    return rows.map((row) => ({
      step: Number(row.step),
      atMs: Number(row.at_ms),
      what: row.what as AlarmStep['what'],
      by:
        row.user_id === null
          ? null
          : { userId: row.user_id as UserId, name: nameOf(row.user_id as UserId) },
      note: row.note as string | null,
      facts: row.facts === null ? null : JSON.parse(String(row.facts)),
    }));
  }

  /** Other open alarms of the same machine or agent, the first out first. */
  related(alarm: Alarm, sight: AlarmSight | null = null): Alarm[] {
    const others = this.#deps.desk.shown.together(togetherOf(alarm));
    return others
      .filter(({ alarmId }) => alarmId !== alarm.alarmId)
      .filter(({ asset }) => sight === null || sight.sees(asset))
      .sort((a, b) => Number(b.isFirstOut) - Number(a.isFirstOut) || a.raisedMs - b.raisedMs);
  }

  groups(filters: Filters, sight: AlarmSight | null = null): AlarmGroup[] {
    const standing = this.#open(filters, sight).filter((alarm) => isInView(alarm, 'standing'));
    const groups = [...Map.groupBy(standing, ({ groupKey }) => groupKey).values()].map(groupOf);
    return groups.sort(
      (a, b) => priorityRank(a.priority) - priorityRank(b.priority) || b.latestMs - a.latestMs,
    );
  }

  summary(sight: AlarmSight | null = null): AlarmSummary {
    const { desk, clock } = this.#deps;
    const all = this.#open({}, sight);
    const standing = all.filter(({ hold }) => hold === null);
    const open = standing.filter(({ isAcknowledged }) => !isAcknowledged);
    const held = (kind: string) => all.filter(({ hold }) => hold?.kind === kind).length;
    const count = (of: readonly Alarm[], priority: string) =>
      of.filter((one) => one.priority === priority).length;
    return {
      standing: standing.length,
      unacknowledged: open.length,
      byPriority: Object.fromEntries(
        ALARM_PRIORITIES.map((priority) => [
          priority,
          { standing: count(standing, priority), unacknowledged: count(open, priority) },
        ]),
      ) as AlarmSummary['byPriority'],
      shelved: held('shelved'),
      suppressed: held('suppressed'),
      outOfService: held('out_of_service'),
      flood: sight === null ? desk.flood.state(clock()) : desk.flood.among(sight.sees, clock()),
      worst: open.length === 0 ? null : open.reduce((a, b) => (isWorse(b, a) ? b : a)),
    };
  }

  #open(filters: Filters & { q?: string | undefined }, sight: AlarmSight | null): Alarm[] {
    const all = [...this.#deps.desk.shown.all()];
    const seen = sight === null ? all : all.filter(({ asset }) => sight.sees(asset));
    return seen.filter((alarm) => this.#fits(alarm, filters));
  }

  #fits(alarm: Alarm, asked: Filters & { q?: string | undefined }): boolean {
    const { asset, cause } = alarm;
    const is = <Value>(wanted: Value | undefined, value: Value) =>
      wanted === undefined || wanted === value;
    return (
      is(asked.priority, alarm.priority) &&
      is(asked.source, cause.source) &&
      is(asked.fault, cause.fault ?? undefined) &&
      is(asked.area, asset.area ?? undefined) &&
      is(asked.machine, asset.machine ?? undefined) &&
      is(asked.pointId, asset.pointId ?? undefined) &&
      is(asked.ruleId, alarm.ruleId) &&
      is(asked.groupKey, alarm.groupKey) &&
      (asked.nodeId === undefined || this.#isBelow(asset.nodeId, asked.nodeId)) &&
      (asked.q === undefined || saysIt(alarm, asked.q.toLowerCase()))
    );
  }

  #isBelow(nodeId: string | null, above: string): boolean {
    if (nodeId === null) return false;
    return nodeId === above || (this.#deps.plant.node(nodeId)?.nodeIds.includes(above) ?? false);
  }

  /** The latest first. What is filtered by is read out of the body: closed ones are asked for seldom. */
  async #closedPage(query: AlarmQuery, sight: AlarmSight | null): Promise<Page> {
    if (query.sort !== undefined && query.sort !== '-raised') {
      throw new TremoloError('request_invalid', 'Closed alarms are sorted by -raised.');
    }
    const [beforeMs, beforeId] = placeOf(query.cursor);
    const where: string[] = ['closed_ms IS NOT NULL', '(raised_ms, alarm_id) < (?, ?)'];
    const args: SqlValue[] = [beforeMs, beforeId];
    const ask = (sql: string, value: SqlValue | undefined) => {
      if (value === undefined) return;
      where.push(sql);
      args.push(value);
    };
    const ids = idsInSight(sight);
    if (ids !== null) {
      where.push(inSightSql('?'));
      args.push(ids, ids);
    }
    ask('raised_ms >= ?', query.from);
    ask('raised_ms < ?', query.to);
    ask('priority = ?', query.priority);
    ask('area = ?', query.area);
    ask('rule_id = ?', query.ruleId);
    ask(`json_extract(body, '$.cause.source') = ?`, query.source);
    ask(`json_extract(body, '$.cause.fault') = ?`, query.fault);
    ask(`json_extract(body, '$.asset.machine') = ?`, query.machine);
    ask(`json_extract(body, '$.asset.pointId') = ?`, query.pointId);
    ask(`json_extract(body, '$.asset.nodeId') = ?`, query.nodeId);
    ask(`json_extract(body, '$.groupKey') = ?`, query.groupKey);
    ask(`instr(lower(body), ?) > 0`, query.q?.toLowerCase());
    const { store, nameOf } = this.#deps;
    const rows = await store.readLong(
      `SELECT alarm_id, raised_ms, body FROM alarms WHERE ${where.join(' AND ')} ORDER BY raised_ms DESC, alarm_id DESC LIMIT ?`,
      [...args, query.limit + 1],
    );
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const hasMore = rows.length > query.limit && last !== undefined;
    return {
      items: page.map((row) => loadAlarm(row, nameOf)),
      nextCursor: hasMore ? `${last.raised_ms}-${last.alarm_id}` : null,
      total: null,
    };
  }
}

function isInView({ hold, isAcknowledged }: Alarm, view: AlarmQuery['view']): boolean {
  if (view === 'open') return true;
  if (view === 'standing') return hold === null;
  if (view === 'unacknowledged') return hold === null && !isAcknowledged;
  return hold?.kind === view;
}

function isWorse(a: Alarm, b: Alarm): boolean {
  const rank = priorityRank(a.priority) - priorityRank(b.priority);
  return rank < 0 || (rank === 0 && a.raisedMs > b.raisedMs);
}

function groupOf(alarms: readonly Alarm[]): AlarmGroup {
  const byTime = alarms.toSorted((a, b) => a.raisedMs - b.raisedMs);
  const [first] = byTime;
  const { machine, area, nodeId } = first.asset;
  return {
    groupKey: first.groupKey,
    machine,
    area,
    nodeId,
    source: first.cause.source,
    alarms: alarms.length,
    unacknowledged: alarms.filter(({ isAcknowledged }) => !isAcknowledged).length,
    priority: alarms.reduce((a, b) => (isWorse(b, a) ? b : a)).priority,
    first,
    latestMs: byTime[byTime.length - 1].raisedMs,
  };
}

/** Found by what anybody reads of it, whatever the language. */
function saysIt(alarm: Alarm, words: string): boolean {
  const { asset, ruleId, ruleName, evidence } = alarm;
  const { en, de } = evidenceSays(evidence);
  const rule = [ruleName, ruleNameIn(ruleWords, ruleId, ruleName)];
  const texts = [asset.name, asset.machine ?? '', asset.area ?? '', ...rule, en, de];
  return texts.some((text) => text.toLowerCase().includes(words));
}

function placeOf(cursor: string | undefined): [number, string] {
  if (cursor === undefined) return [Number.MAX_SAFE_INTEGER, '~'];
  const match = /^(\d{1,16})-(al_[0-9A-Z]{26})$/.exec(cursor);
  if (match === null) throw refused('cursor_foreign');
  return [Number(match[1]), match[2]];
}
