import type { EscalationTarget, ShiftCalendar } from '#schemas/alarms/escalation';
import { isWithin } from '#schemas/alarms/week-times';
import type { UserId } from '#schemas/ids/ids';

/** Who people, teams and roles are now: handed in by whoever knows accounts. */
export interface People {
  isThere(userId: UserId): boolean;
  ofTeam(teamId: string): readonly UserId[];
  ofRole(role: string): readonly UserId[];
}

/** The persons whom the targets mean at this moment, each once. Who has left, and a calendar that is gone, mean nobody. */
export function onDuty(
  targets: readonly EscalationTarget[],
  calendarOf: (calendarId: string) => ShiftCalendar | null,
  people: People,
  atMs: number,
): UserId[] {
  const found = targets.flatMap((target) => personsOf(target, calendarOf, people, atMs));
  return [...new Set(found)];
}

function personsOf(
  target: EscalationTarget,
  calendarOf: (calendarId: string) => ShiftCalendar | null,
  people: People,
  atMs: number,
): readonly UserId[] {
  if (target.kind === 'person') return people.isThere(target.userId) ? [target.userId] : [];
  if (target.kind === 'team') return people.ofTeam(target.teamId);
  if (target.kind === 'role') return people.ofRole(target.role);
  const calendar = calendarOf(target.calendarId);
  if (calendar === null) return [];
  const now = calendar.shifts.filter((shift) => isWithin([shift], calendar.timezone, atMs));
  // A shift names no other calendar, so this ends.
  return onDuty(
    now.flatMap(({ who }) => who),
    () => null,
    people,
    atMs,
  );
}
