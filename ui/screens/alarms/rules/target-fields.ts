import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import type { EscalationTarget, ShiftCalendar } from '#schemas/alarms/escalation';
import { PickField } from '../../../parts/form/pick-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useApp } from '../../../session/app.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { findPeople } from '../../administration/people/find-people.ts';
import { type TargetDraft, targetDraft } from './target-draft.ts';
import type { TargetNames } from './use-target-names.ts';

interface TargetFieldsProps {
  readonly targets: Signal<readonly TargetDraft[]>;
  readonly names: TargetNames;
  /** Empty: nobody can be told by shift. */
  readonly calendars: readonly ShiftCalendar[];
}

/** Who is told or on shift: persons, teams, everybody of a role, or whoever a calendar names. */
export function TargetFields({ targets, names, calendars }: TargetFieldsProps) {
  const mayPeople = useApp().session.may('user:read');
  const kinds = (['person', 'team', 'role', 'shift'] as const).filter(
    (kind) =>
      (kind !== 'person' || mayPeople) &&
      (kind !== 'team' || names.teams.length > 0) &&
      (kind !== 'shift' || calendars.length > 0),
  );
  const all = targets.value;
  return html`<div class="stack">
    ${all.map((target) => {
      const { id, kind } = target;
      const offered = kinds.includes(kind.value as never) ? kinds : [...kinds, kind.value];
      return html`<div key=${id} class="rule-row">
        <${SelectField} id=${`target-${id}`} label=${words.who} value=${kind} choices=${offered.map((one: EscalationTarget['kind']) => [one, words.targets[one]] as const)} />
        ${kind.value === 'person' && html`<${PickField} id=${`target-${id}-person`} label=${words.targets.person} value=${target.person} find=${findPeople} />`}
        ${kind.value === 'team' && html`<${SelectField} id=${`target-${id}-team`} label=${words.targets.team} value=${target.team} choices=${[['', words.choose], ...names.teams]} />`}
        ${kind.value === 'role' && html`<${SelectField} id=${`target-${id}-role`} label=${words.targets.role} value=${target.role} choices=${withOwn(names.roles, target.role.value)} />`}
        ${kind.value === 'shift' && html`<${SelectField} id=${`target-${id}-shift`} label=${words.targets.shift} value=${target.calendar} choices=${[['', words.choose], ...calendars.map(({ calendarId, name }) => [calendarId as string, name] as const)]} />`}
        ${
          all.length > 1 &&
          html`<button type="button" class="button quiet" onClick=${() => {
            targets.value = all.filter((other) => other !== target);
          }}>${words.remove}</button>`
        }
      </div>`;
    })}
    <button type="button" class="button" onClick=${() => {
      targets.value = [...all, targetDraft(null, names.nameOf)];
    }}>${words.moreWho}</button>
  </div>`;
}

/** A role of the site's own that was chosen before stays in the list. */
function withOwn(roles: TargetNames['roles'], chosen: string): TargetNames['roles'] {
  return roles.some(([key]) => key === chosen) ? roles : [...roles, [chosen, chosen]];
}
