import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type { EscalationPolicy } from '#schemas/alarms/escalation';
import { priorityOf } from '#schemas/alarms/priority';
import type { Procedure } from '#schemas/alarms/procedure';
import { type AlarmRule, RuleBody } from '#schemas/alarms/rule';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { CheckField } from '../../../parts/form/check-field.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { NumberField } from '../../../parts/form/number-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { useMayAt } from '../../../session/use-may-at.ts';
import { ruleForm as words } from '../../../text/alarm-rule-form.ts';
import { expressionWords, ruleSentence, ruleWords } from '../../../text/alarm-rules.ts';
import { ruleInWords } from '../../../text/alarm-says.ts';
import { ChipSet } from './chip-set.ts';
import { DryRun } from './dry-run.ts';
import { PriorityMatrix } from './priority-matrix.ts';
import { type RuleDraft, ruleDraft, ruleOf } from './rule-draft.ts';
import { ScopeFields } from './scope-fields.ts';
import { TermList } from './term-list.ts';
import { useNameOf } from './use-name-of.ts';
import { WeekFields } from './week-fields.ts';

export interface RuleDialogProps {
  /** Null: a new one. */
  readonly rule: AlarmRule | null;
  readonly rules: readonly AlarmRule[];
  readonly policies: readonly EscalationPolicy[];
  readonly procedures: readonly Procedure[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Builds a rule in parts of a sentence, which stands whole at the end, with what it would have raised lately. */
export function RuleDialog({
  rule,
  rules,
  policies,
  procedures,
  onDone,
  onClose,
}: RuleDialogProps) {
  const { notices } = useApp();
  const may = useMayAt();
  const draft = useMemo(
    () => ruleDraft(rule, deviceZone(), may.parts('alarm:configure').slice(0, 1)),
    [],
  );
  const form = useSubmit(async () => {
    // What is not right is said by the hub, which checks the same.
    const body = ruleOf(draft) as RuleBody;
    if (rule === null) await request(ALARM_RULE_ROUTES.makeAlarmRule, { body });
    else {
      const { ruleId, revision } = rule;
      const changed = { rule: body, revision };
      await request(ALARM_RULE_ROUTES.editAlarmRule, { params: { ruleId }, body: changed });
    }
    notices.done(words.saved(draft.name.peek()));
    onDone();
    onClose();
  });
  const others = rules.filter(({ ruleId }) => ruleId !== rule?.ruleId);
  const unused = words.none;
  return html`<${FormDialog}
    title=${rule === null ? words.newRule : words.editRule(ruleInWords(rule).name)}
    action=${words.save}
    of=${form}
    draft=${() => ruleOf(draft)}
    onClose=${onClose}
    wide
  >
    <${TextField} id="rule-name" label=${words.name} value=${draft.name} required autofocus=${rule === null} />
    <${TextField} id="rule-description" label=${words.description} value=${draft.description} />
    ${
      draft.nested === null
        ? html`<${TermList} draft=${draft} />`
        : html`<p>${words.nested(expressionWords(draft.nested))}</p>`
    }
    <div class="rule-row">
      <${NumberField} id="rule-on" label=${words.onDelay} value=${draft.onDelay} unit="s" min=${0} />
      <${NumberField} id="rule-off" label=${words.offDelay} value=${draft.offDelay} unit="s" min=${0} />
      <${SelectField} id="rule-machine" label=${words.machineState} value=${draft.machineState} choices=${(['any', 'running', 'stopped'] as const).map((one) => [one, ruleWords.machineStates[one]] as const)} />
    </div>
    <${CheckField} label=${words.hasSchedule} hint=${words.hasScheduleHint} value=${draft.hasSchedule} />
    ${draft.hasSchedule.value && html`<${WeekFields} id="rule-week" week=${draft.schedule} />`}
    <${ScopeFields} draft=${draft} />
    <${PriorityMatrix} consequence=${draft.consequence} timeToRespond=${draft.timeToRespond} />
    <details class="rule-more">
      <summary>${words.more}</summary>
      <div class="stack">
        <${CheckField} label=${words.isLatching} hint=${words.isLatchingHint} value=${draft.isLatching} />
        <${CheckField} label=${words.inMaintenance} value=${draft.inMaintenance} />
        <${NumberField} id="rule-first-out" label=${words.firstOut} value=${draft.afterFirstOut} unit="s" min=${0} />
        ${others.length > 0 && html`<${ChipSet} label=${words.whileRules} value=${draft.whileRules} choices=${others.map((one) => [one.ruleId, ruleInWords(one).name] as const)} />`}
        <${SelectField} id="rule-procedure" label=${words.procedure} value=${draft.procedureId} choices=${[['', words.byCause], ...procedures.map(({ procedureId, name }) => [procedureId as string, name] as const)]} />
        <${SelectField} id="rule-policy" label=${words.policy} value=${draft.policyId} choices=${[['', unused], ...policies.map(({ policyId, name }) => [policyId as string, name] as const)]} />
      </div>
    </details>
    <${CheckField} label=${words.isEnabled} value=${draft.isEnabled} />
    <${Sentence} draft=${draft} />
    <${DryRun} draft=${draft} />
  <//>`;
}

/** The whole rule in one sentence, or what is still missing. */
function Sentence({ draft }: { draft: RuleDraft }) {
  const nameOf = useNameOf();
  const rule = RuleBody.safeParse(ruleOf(draft));
  const priority = priorityOf(draft.consequence.value, draft.timeToRespond.value);
  return html`<div class="rule-sentence" aria-live="polite">
    ${
      rule.success
        ? html`<p>${ruleSentence({ ...rule.data, priority }, nameOf)}</p>`
        : html`<p class="muted">${words.incomplete}</p>`
    }
  </div>`;
}

const deviceZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
