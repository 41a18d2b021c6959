import { type Signal, signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type {
  CalendarBody,
  EscalationTarget,
  Shift,
  ShiftCalendar,
} from '#schemas/alarms/escalation';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { type MayAt, useMayAt } from '../../../session/use-may-at.ts';
import { ruleForm } from '../../../text/alarm-rule-form.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { PartField, partDraft } from './part-field.ts';
import { type TargetDraft, targetDraft, targetOf } from './target-draft.ts';
import { TargetFields } from './target-fields.ts';
import type { TargetNames } from './use-target-names.ts';
import { type SpanDraft, spanDraft, spanOf } from './week-draft.ts';
import { SpanFields } from './week-fields.ts';

interface ShiftDraft {
  readonly name: Signal<string>;
  readonly span: SpanDraft;
  readonly who: Signal<readonly TargetDraft[]>;
}

interface CalendarDialogProps {
  readonly calendar: ShiftCalendar | null;
  readonly names: TargetNames;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Writes who is on shift when: one that ends before it begins goes on into the next day. */
export function CalendarDialog({ calendar, names, onDone, onClose }: CalendarDialogProps) {
  const { notices } = useApp();
  const may = useMayAt();
  const draft = useMemo(() => calendarDraft(calendar, names, may), []);
  const form = useSubmit(async () => {
    const body = calendarOf(draft) as CalendarBody;
    if (calendar === null) await request(ALARM_RULE_ROUTES.makeShiftCalendar, { body });
    else {
      const { calendarId, revision } = calendar;
      const changed = { calendar: body, revision };
      await request(ALARM_RULE_ROUTES.editShiftCalendar, { params: { calendarId }, body: changed });
    }
    notices.done(words.kept(draft.name.peek()));
    onDone();
    onClose();
  });
  const shifts = draft.shifts.value;
  return html`<${FormDialog}
    title=${calendar === null ? words.newCalendar : ruleForm.editRule(calendar.name)}
    action=${words.save}
    of=${form}
    draft=${() => calendarOf(draft)}
    onClose=${onClose}
    wide
  >
    <${TextField} id="calendar-name" label=${ruleForm.name} value=${draft.name} required autofocus />
    <${PartField} id="calendar-part" value=${draft.part} />
    <${TextField} id="calendar-zone" label=${ruleForm.timezone} value=${draft.timezone} hint=${ruleForm.timezoneHint} required />
    ${shifts.map(
      (shift) => html`<fieldset key=${shift.span.id} class="rule-part stack">
        <legend>${words.shift}</legend>
        <${TextField} id=${`shift-${shift.span.id}-name`} label=${ruleForm.name} value=${shift.name} required />
        <${SpanFields} id=${`shift-${shift.span.id}`} span=${shift.span} />
        <${TargetFields} targets=${shift.who} names=${names} calendars=${[]} />
        ${
          shifts.length > 1 &&
          html`<button type="button" class="button quiet" onClick=${() => {
            draft.shifts.value = shifts.filter((other) => other !== shift);
          }}>${words.removeShift}</button>`
        }
      </fieldset>`,
    )}
    <button type="button" class="button" onClick=${() => {
      draft.shifts.value = [...shifts, shiftDraft(null, names)];
    }}>${words.moreShifts}</button>
  <//>`;
}

function shiftDraft(shift: Shift | null, names: TargetNames): ShiftDraft {
  const who = (shift?.who ?? [null]) as readonly (EscalationTarget | null)[];
  return {
    name: signal(shift?.name ?? ''),
    span: spanDraft(shift ?? undefined),
    who: signal(who.map((one) => targetDraft(one, names.nameOf))),
  };
}

function calendarDraft(calendar: ShiftCalendar | null, names: TargetNames, may: MayAt) {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    name: signal(calendar?.name ?? ''),
    part: partDraft(calendar, may),
    timezone: signal(calendar?.timezone ?? zone),
    shifts: signal<readonly ShiftDraft[]>(
      (calendar?.shifts ?? [null]).map((shift) => shiftDraft(shift, names)),
    ),
  };
}

function calendarOf({ name, part, timezone, shifts }: ReturnType<typeof calendarDraft>): unknown {
  return {
    name: name.value,
    nodeId: part.value || null,
    timezone: timezone.value,
    shifts: shifts.value.map((shift) => ({
      ...{ ...spanOf(shift.span), name: shift.name.value },
      who: shift.who.value.map(targetOf),
    })),
  };
}
