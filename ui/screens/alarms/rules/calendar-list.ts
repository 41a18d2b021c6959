import { html } from 'htm/preact';
import type { EscalationTarget, ShiftCalendar } from '#schemas/alarms/escalation';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { ruleForm } from '../../../text/alarm-rule-form.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { CalendarDialog } from './calendar-dialog.ts';
import { SetupList } from './setup-list.ts';
import { useTargetNames } from './use-target-names.ts';

interface CalendarListProps {
  readonly calendars: readonly ShiftCalendar[];
  readonly onChanged: () => void;
}

/** Who is on shift when. */
export function CalendarList({ calendars, onChanged }: CalendarListProps) {
  const names = useTargetNames(calendars);
  return html`<${SetupList}
    items=${calendars}
    keyOf=${({ calendarId }: ShiftCalendar) => calendarId}
    nameOf=${({ name }: ShiftCalendar) => name}
    newWord=${words.newCalendar}
    empty=${words.noCalendars}
    removeSays=${words.removeCalendarSays}
    remove=${({ calendarId }: ShiftCalendar) => request(ALARM_RULE_ROUTES.removeShiftCalendar, { params: { calendarId } })}
    onChanged=${onChanged}
    form=${(calendar: ShiftCalendar | null, onClose: () => void) => html`<${CalendarDialog} calendar=${calendar} names=${names} onDone=${onChanged} onClose=${onClose} />`}
    show=${({ timezone, shifts }: ShiftCalendar) => html`<p class="muted">${timezone}</p>
      <ul class="policy-steps">
        ${shifts.map(
          ({ name, days, from, to, who }, i) => html`<li key=${i}>
            <span class="strong">${name}</span> ${days.map((day) => ruleForm.dayNames[day]).join(', ')}, ${from}–${to}
            <span class="muted">${(who as readonly EscalationTarget[]).map(names.nameOf).join(', ')}</span>
          </li>`,
        )}
      </ul>`}
  />`;
}
