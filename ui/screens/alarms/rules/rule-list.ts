import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { EscalationPolicy } from '#schemas/alarms/escalation';
import { priorityRank } from '#schemas/alarms/priority';
import type { Procedure } from '#schemas/alarms/procedure';
import type { AlarmRule } from '#schemas/alarms/rule';
import { useApp } from '../../../session/app.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { RuleCard } from './rule-card.ts';
import { RuleDialog } from './rule-dialog.ts';
import { useTriedRules } from './use-tried-rules.ts';

interface RuleListProps {
  readonly rules: readonly AlarmRule[];
  /** By rule, how many of its alarms stand. */
  readonly standing: Readonly<Record<string, number>>;
  /** Those that the person may change. */
  readonly editable: readonly string[];
  readonly policies: readonly EscalationPolicy[];
  readonly procedures: readonly Procedure[];
  readonly onChanged: () => void;
}

/** The rules, the most urgent first, each as a sentence, with what it would have raised lately. */
export function RuleList({
  rules,
  standing,
  editable,
  policies,
  procedures,
  onChanged,
}: RuleListProps) {
  const mayConfigure = useApp().session.mayAnywhere('alarm:configure');
  const opened = useSignal<AlarmRule | 'new' | null>(null);
  const tried = useTriedRules();
  const isMine = ({ ruleId }: AlarmRule) => mayConfigure && editable.includes(ruleId);
  const ordered = [...rules].sort(
    (a, b) =>
      // Where only some are one’s own, these come first.
      Number(isMine(b)) - Number(isMine(a)) ||
      Number(b.isEnabled) - Number(a.isEnabled) ||
      priorityRank(a.priority) - priorityRank(b.priority) ||
      a.name.localeCompare(b.name, 'en'),
  );
  return html`<div class="table-tools">
      ${
        mayConfigure
          ? html`<button class="button" disabled=${tried.isRunning.value || editable.length === 0} onClick=${() => void tried.run(ordered.filter(isMine))}>
                ${tried.isRunning.value ? words.tryingAll(tried.results.value.size, editable.length) : words.tryAll}
              </button>
              <span class="spring"></span>
              <button class="button primary" onClick=${() => {
                opened.value = 'new';
              }}>${words.newRule}</button>`
          : html`<p class="muted">${words.onlyReads}</p>`
      }
    </div>
    <ul class="rule-list">
      ${ordered.map(
        (rule) => html`<li key=${rule.ruleId}>
          <${RuleCard}
            rule=${rule}
            standing=${standing[rule.ruleId] ?? 0}
            tried=${tried.results.value.get(rule.ruleId) ?? null}
            mayConfigure=${isMine(rule)}
            isBeyond=${mayConfigure && !isMine(rule)}
            onEdit=${() => {
              opened.value = rule;
            }}
            onChanged=${onChanged}
          />
        </li>`,
      )}
    </ul>
    ${
      opened.value !== null &&
      html`<${RuleDialog}
        rule=${opened.value === 'new' ? null : opened.value}
        rules=${rules}
        policies=${policies}
        procedures=${procedures}
        onDone=${onChanged}
        onClose=${() => {
          opened.value = null;
        }}
      />`
    }`;
}
