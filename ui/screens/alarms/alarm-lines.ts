import type { Alarm, AlarmState } from '#schemas/alarms/alarm';
import type { AlarmSource } from '#schemas/alarms/alarm-source';
import type { AlarmPriority } from '#schemas/alarms/priority';
import { priorityRank } from '#schemas/alarms/priority';
import { causeWords, placeWords } from '../../text/alarm-causes.ts';
import { alarmSays, ruleNameWords } from '../../text/alarm-says.ts';

/** What narrows the list; empty words narrow nothing. */
export interface AlarmFilter {
  readonly q: string;
  readonly priority: AlarmPriority | '';
  readonly area: string;
  readonly source: AlarmSource | '';
  readonly state: AlarmState | '';
}

/** A line of the list: an alarm, or the alarms of one machine and cause together. */
export type AlarmLine =
  | {
      readonly kind: 'alarm';
      readonly key: string;
      readonly alarm: Alarm;
      readonly isInGroup: boolean;
    }
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly alarms: readonly Alarm[];
      /** The one to begin with: the first of the machine, else the most urgent. */
      readonly first: Alarm;
      readonly isOpen: boolean;
    };

/** Those that fit; the order stays. */
export function filterAlarms(alarms: readonly Alarm[], filter: AlarmFilter): Alarm[] {
  const { priority, area, source, state } = filter;
  const sought = filter.q.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return alarms.filter((alarm) => {
    if (priority !== '' && alarm.priority !== priority) return false;
    if (area !== '' && alarm.asset.area !== area) return false;
    if (source !== '' && alarm.cause.source !== source) return false;
    if (state !== '' && alarm.state !== state) return false;
    if (sought.length === 0) return true;
    const { acknowledgedBy } = alarm;
    const said = [
      placeWords(alarm),
      causeWords(alarm.cause),
      ruleNameWords(alarm),
      alarmSays(alarm),
    ];
    const words = [...said, alarm.asset.area ?? '', acknowledgedBy?.name ?? ''].join(' ');
    return sought.every((word) => words.toLocaleLowerCase().includes(word));
  });
}

/** One line each. */
export function linesOf(alarms: readonly Alarm[]): AlarmLine[] {
  return alarms.map((alarm) => ({ kind: 'alarm', key: alarm.alarmId, alarm, isInGroup: false }));
}

/**
 * Alarms of one machine and cause as one line, in the order of the most urgent of each; what is alone stays alone. Those of the
 * open groups follow their line.
 */
export function groupedLines(alarms: readonly Alarm[], open: ReadonlySet<string>): AlarmLine[] {
  const groups = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    const group = groups.get(alarm.groupKey);
    if (group === undefined) groups.set(alarm.groupKey, [alarm]);
    else group.push(alarm);
  }
  return [...groups].flatMap(([key, members]): AlarmLine[] => {
    if (members.length === 1) return linesOf(members);
    const isOpen = open.has(key);
    const first = members.find(({ isFirstOut }) => isFirstOut) ?? members[0];
    const line: AlarmLine = { kind: 'group', key: `group ${key}`, alarms: members, first, isOpen };
    const inside = members.map((alarm): AlarmLine => {
      return { kind: 'alarm', key: alarm.alarmId, alarm, isInGroup: true };
    });
    return isOpen ? [line, ...inside] : [line];
  });
}

/** The alarms that a line stands for. */
export function alarmsOf(line: AlarmLine): readonly Alarm[] {
  return line.kind === 'group' ? line.alarms : [line.alarm];
}

/** Of alarms in a line, what it looks like: as the most urgent that waits, else as the most urgent. */
export function faceOf(alarms: readonly Alarm[]): Pick<Alarm, 'priority' | 'state'> {
  const [face] = [...alarms].sort(
    (a, b) =>
      Number(a.isAcknowledged) - Number(b.isAcknowledged) ||
      priorityRank(a.priority) - priorityRank(b.priority),
  );
  return { priority: face.priority, state: face.state };
}

/** Areas in which something waits, with how much, by name. */
export function waitingByArea(alarms: readonly Alarm[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { asset, isAcknowledged } of alarms) {
    if (asset.area === null || isAcknowledged) continue;
    counts.set(asset.area, (counts.get(asset.area) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
}
