import { type Signal, signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import {
  EscalationChannel,
  type EscalationPolicy,
  type EscalationStep,
  type PolicyBody,
  type ShiftCalendar,
} from '#schemas/alarms/escalation';
import { ALARM_PRIORITIES, type AlarmPriority } from '#schemas/alarms/priority';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { CheckField } from '../../../parts/form/check-field.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { NumberField } from '../../../parts/form/number-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { type MayAt, useMayAt } from '../../../session/use-may-at.ts';
import { ruleForm } from '../../../text/alarm-rule-form.ts';
import { ruleWords } from '../../../text/alarm-rules.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { alarmWords } from '../../../text/alarms.ts';
import { ChipSet } from './chip-set.ts';
import { PartField, partDraft } from './part-field.ts';
import { type TargetDraft, targetDraft, targetOf } from './target-draft.ts';
import { TargetFields } from './target-fields.ts';
import type { TargetNames } from './use-target-names.ts';

const STEPS_MAX = 8;

interface StepDraft {
  readonly id: number;
  readonly after: Signal<string>;
  readonly who: Signal<readonly TargetDraft[]>;
  readonly channels: Signal<readonly EscalationChannel[]>;
}
let nextId = 1;

interface PolicyDialogProps {
  readonly policy: EscalationPolicy | null;
  readonly calendars: readonly ShiftCalendar[];
  readonly names: TargetNames;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Writes who is told after how long, by which way. */
export function PolicyDialog({ policy, calendars, names, onDone, onClose }: PolicyDialogProps) {
  const { notices } = useApp();
  const may = useMayAt();
  const draft = useMemo(() => policyDraft(policy, names, may), []);
  const form = useSubmit(async () => {
    const body = policyOf(draft) as PolicyBody;
    if (policy === null) await request(ALARM_RULE_ROUTES.makeEscalationPolicy, { body });
    else {
      const { policyId, revision } = policy;
      const changed = { policy: body, revision };
      await request(ALARM_RULE_ROUTES.editEscalationPolicy, {
        params: { policyId },
        body: changed,
      });
    }
    notices.done(words.kept(draft.name.peek()));
    onDone();
    onClose();
  });
  const steps = draft.steps.value;
  return html`<${FormDialog}
    title=${policy === null ? words.newPolicy : ruleForm.editRule(policy.name)}
    action=${words.save}
    of=${form}
    draft=${() => policyOf(draft)}
    onClose=${onClose}
    wide
  >
    <${TextField} id="policy-name" label=${ruleForm.name} value=${draft.name} required autofocus />
    <${PartField} id="policy-part" value=${draft.part} />
    ${draft.part.value !== '' && html`<p class="hint">${words.partInstead}</p>`}
    <${ChipSet} label=${words.priorities} value=${draft.priorities} choices=${ALARM_PRIORITIES.map((one) => [one, alarmWords.priorities[one]] as const)} />
    <p class="hint">${words.prioritiesHint}</p>
    ${steps.map(
      (step, i) => html`<fieldset key=${step.id} class="rule-part stack">
        <legend>${words.step(i + 1)}</legend>
        <${NumberField} id=${`step-${step.id}-after`} label=${words.unacknowledgedFor} value=${step.after} unit="min" min=${0} />
        <${TargetFields} targets=${step.who} names=${names} calendars=${calendars} />
        <${ChipSet} label=${words.channels} value=${step.channels} choices=${EscalationChannel.options.map((one) => [one, ruleWords.channels[one]] as const)} />
        ${
          steps.length > 1 &&
          html`<button type="button" class="button quiet" onClick=${() => {
            draft.steps.value = steps.filter((other) => other !== step);
          }}>${words.removeStep}</button>`
        }
      </fieldset>`,
    )}
    ${
      steps.length < STEPS_MAX &&
      html`<button type="button" class="button" onClick=${() => {
        const last = Number(steps.at(-1)?.after.peek() ?? 0);
        draft.steps.value = [...steps, stepDraft(null, names, String(last + 15))];
      }}>${words.moreSteps}</button>`
    }
    <${CheckField} label=${words.repeat} value=${draft.isRepeating} />
    ${draft.isRepeating.value && html`<${NumberField} id="policy-repeat" label=${words.repeatEvery} value=${draft.repeat} unit="min" min=${5} />`}
    <${CheckField} label=${words.isEnabled} value=${draft.isEnabled} />
  <//>`;
}

function stepDraft(step: EscalationStep | null, names: TargetNames, after = '5'): StepDraft {
  const who = step?.who ?? [null];
  return {
    id: nextId++,
    after: signal(step === null ? after : String(step.afterMinutes)),
    who: signal(who.map((target) => targetDraft(target, names.nameOf))),
    channels: signal(step?.channels ?? []),
  };
}

function policyDraft(policy: EscalationPolicy | null, names: TargetNames, may: MayAt) {
  const steps = policy?.steps ?? [null];
  return {
    name: signal(policy?.name ?? ''),
    part: partDraft(policy, may),
    isEnabled: signal(policy?.isEnabled ?? true),
    priorities: signal<readonly AlarmPriority[]>(policy?.priorities ?? ['critical']),
    steps: signal<readonly StepDraft[]>(steps.map((step) => stepDraft(step, names))),
    isRepeating: signal(policy?.repeatMinutes != null),
    repeat: signal(String(policy?.repeatMinutes ?? 30)),
  };
}

function policyOf(draft: ReturnType<typeof policyDraft>): unknown {
  return {
    name: draft.name.value,
    nodeId: draft.part.value || null,
    isEnabled: draft.isEnabled.value,
    priorities: draft.priorities.value,
    steps: draft.steps.value.map(({ after, who, channels }) => ({
      afterMinutes: after.value.trim() === '' ? null : Number(after.value),
      who: who.value.map(targetOf),
      channels: channels.value,
    })),
    repeatMinutes: draft.isRepeating.value ? Number(draft.repeat.value) : null,
  };
}
