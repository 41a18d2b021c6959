import type { Alarm, AlarmHold, AlarmPerson } from '#schemas/alarms/alarm';
import type { AlarmFact } from '#schemas/alarms/alarm-fact';
import type { AlarmHappening } from '#schemas/alarms/news';
import type { UserId } from '#schemas/ids/ids';
import type { Row, Statement } from '../store/statement.ts';

/** The name of a person as it is now; people can be renamed and erased, so none is stored with an alarm. */
export type NameOf = (userId: UserId) => string;

/** Something that happened to an alarm, as the table keeps it. */
export interface StoredStep {
  readonly alarmId: string;
  readonly step: number;
  readonly atMs: number;
  readonly what: AlarmHappening;
  readonly userId: UserId | null;
  readonly note: string | null;
  readonly facts: readonly AlarmFact[] | null;
}

const unnamed = (person: AlarmPerson | null) => person && { ...person, name: '' };

function unnamedHold<Hold extends AlarmHold | null>(hold: Hold): Hold {
  return hold !== null && 'by' in hold ? { ...hold, by: unnamed(hold.by) } : hold;
}

/** Keeps an alarm as it is now. */
export function saveAlarm(alarm: Alarm): Statement {
  const { alarmId, ruleId, asset, priority, raisedMs, shownMs, returnedMs } = alarm;
  const body: Alarm = {
    ...alarm,
    acknowledgedBy: unnamed(alarm.acknowledgedBy),
    hold: unnamedHold(alarm.hold),
  };
  return {
    sql: `INSERT INTO alarms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (alarm_id) DO UPDATE SET area = excluded.area, shown_ms = excluded.shown_ms,
        returned_ms = excluded.returned_ms, acknowledged_ms = excluded.acknowledged_ms,
        acknowledged_by = excluded.acknowledged_by, closed_ms = excluded.closed_ms,
        is_false = excluded.is_false, body = excluded.body`,
    args: [
      ...[alarmId, ruleId, asset.assetId, priority, asset.area, raisedMs, shownMs, returnedMs],
      ...[alarm.acknowledgedMs, alarm.acknowledgedBy?.userId ?? null, alarm.closedMs],
      ...[Number(alarm.isFalse), JSON.stringify(body)],
    ],
  };
}

export function saveStep(one: StoredStep): Statement {
  const { alarmId, step, atMs, what, userId, note, facts } = one;
  return {
    sql: 'INSERT INTO alarm_steps VALUES (?, ?, ?, ?, ?, ?, ?)',
    args: [alarmId, step, atMs, what, userId, note, facts && JSON.stringify(facts)],
  };
}

/** An alarm of the table with the names of people as they are now. */
export function loadAlarm(row: Row, nameOf: NameOf): Alarm {
  // Validated when it was made; a later Tremolo must not refuse what an earlier one kept.
  const alarm = JSON.parse(String(row.body)) as Alarm;
  return {
    ...alarm,
    acknowledgedBy: named(alarm.acknowledgedBy, nameOf),
    hold: namedHold(alarm.hold, nameOf),
  };
}

export function namedHold<Hold extends AlarmHold | null>(hold: Hold, nameOf: NameOf): Hold {
  return hold !== null && 'by' in hold ? { ...hold, by: named(hold.by, nameOf) } : hold;
}

/** A hold as the table keeps it. */
export { unnamedHold };

function named(person: AlarmPerson | null, nameOf: NameOf): AlarmPerson | null {
  return person && { userId: person.userId, name: nameOf(person.userId) };
}
