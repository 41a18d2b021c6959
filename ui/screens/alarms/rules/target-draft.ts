import { type Signal, signal } from '@preact/signals';
import type { EscalationTarget } from '#schemas/alarms/escalation';
import type { Pick } from '../../../parts/form/pick-field.ts';

/** Somebody to tell, as it stands in a form. */
export interface TargetDraft {
  readonly id: number;
  readonly kind: Signal<EscalationTarget['kind']>;
  readonly person: Signal<Pick | null>;
  readonly team: Signal<string>;
  readonly role: Signal<string>;
  readonly calendar: Signal<string>;
}

let nextId = 1;

export function targetDraft(
  target: EscalationTarget | null,
  nameOf: (target: EscalationTarget) => string,
): TargetDraft {
  const kind = target?.kind ?? 'role';
  const person = target?.kind === 'person' ? { id: target.userId, word: nameOf(target) } : null;
  return {
    id: nextId++,
    kind: signal(kind),
    person: signal(person),
    team: signal(target?.kind === 'team' ? target.teamId : ''),
    role: signal(target?.kind === 'role' ? target.role : 'operator'),
    calendar: signal(target?.kind === 'shift' ? target.calendarId : ''),
  };
}

/** As the hub wants it; what is not chosen yet is empty, which it refuses. */
export function targetOf({ kind, person, team, role, calendar }: TargetDraft): unknown {
  switch (kind.value) {
    case 'person':
      return { kind: 'person', userId: person.value?.id ?? '' };
    case 'team':
      return { kind: 'team', teamId: team.value };
    case 'role':
      return { kind: 'role', role: role.value };
    case 'shift':
      return { kind: 'shift', calendarId: calendar.value };
  }
}
