import { html } from 'htm/preact';
import type { EscalationPolicy, ShiftCalendar } from '#schemas/alarms/escalation';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { Tag } from '../../../parts/tag.ts';
import { ruleWords } from '../../../text/alarm-rules.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { alarmWords } from '../../../text/alarms.ts';
import { PolicyDialog } from './policy-dialog.ts';
import { SetupList } from './setup-list.ts';
import { useTargetNames } from './use-target-names.ts';

interface PolicyListProps {
  readonly policies: readonly EscalationPolicy[];
  readonly calendars: readonly ShiftCalendar[];
  readonly onChanged: () => void;
}

/** Who is told when nobody acknowledges, step by step. */
export function PolicyList({ policies, calendars, onChanged }: PolicyListProps) {
  const names = useTargetNames(calendars);
  return html`<${SetupList}
    items=${policies}
    keyOf=${({ policyId }: EscalationPolicy) => policyId}
    nameOf=${({ name }: EscalationPolicy) => name}
    newWord=${words.newPolicy}
    empty=${words.noPolicies}
    removeSays=${words.removePolicySays}
    remove=${({ policyId }: EscalationPolicy) => request(ALARM_RULE_ROUTES.removeEscalationPolicy, { params: { policyId } })}
    onChanged=${onChanged}
    form=${(policy: EscalationPolicy | null, onClose: () => void) => html`<${PolicyDialog} policy=${policy} calendars=${calendars} names=${names} onDone=${onChanged} onClose=${onClose} />`}
    show=${({ isEnabled, priorities, steps, repeatMinutes }: EscalationPolicy) => html`
      ${!isEnabled && html`<p><${Tag} kind="notice">${words.off}<//></p>`}
      <p>${priorities.length === 0 ? words.onlyNamed : words.ofPriorities(priorities.map((one) => alarmWords.priorities[one]).join(', '))}</p>
      <ol class="policy-steps">
        ${steps.map(
          ({ afterMinutes, who, channels }, i) => html`<li key=${i}>
            <span class="strong">${words.after(afterMinutes)}</span> ${who.map(names.nameOf).join(', ')}
            <span class="muted">${channels.length === 0 ? words.asWanted : channels.map((one) => ruleWords.channels[one]).join(', ')}</span>
          </li>`,
        )}
      </ol>
      ${repeatMinutes !== null && html`<p class="muted">${words.repeats(repeatMinutes)}</p>`}
    `}
  />`;
}
