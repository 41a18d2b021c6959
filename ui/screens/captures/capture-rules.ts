import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { CaptureRule } from '#schemas/captures/rule';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { useAct } from '../../parts/use-act.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { useMayAt } from '../../session/use-may-at.ts';
import { captureWords as words } from '../../text/captures.ts';
import { count, dateTime } from '../../text/numbers.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import { RuleDialog } from './rule-dialog.ts';

/** What is captured again and again, and the way to change that. */
export function CaptureRules() {
  const { session } = useApp();
  const may = useMayAt();
  const { state, reload } = useLoad(
    (signal) => request(CAPTURE_ROUTES.captureRules, { signal }),
    [],
  );
  const editing = useSignal<CaptureRule | 'new' | null>(null);
  const mayMake = session.mayAnywhere('capture:make');
  const open = editing.value;
  return html`<section class="card stack" aria-labelledby="rules-title">
    <h2 id="rules-title">${words.rules}</h2>
    <p class="muted">${words.rulesLead}</p>
    ${loadedPart(
      state.value,
      reload,
      ({ rules }) => html`
        ${rules.length === 0 && html`<p class="muted">${words.rulesNone}</p>`}
        <ul class="plain-list">
          ${rules.map(
            (rule) => html`<li key=${rule.ruleId}>
              <${One}
                rule=${rule}
                mayMake=${may.node('capture:make', rule.nodeId)}
                onChanged=${reload}
                onEdit=${() => {
                  editing.value = rule;
                }}
              />
            </li>`,
          )}
        </ul>
      `,
    )}
    ${
      mayMake &&
      html`<div class="form-buttons">
        <button
          class="button"
          onClick=${() => {
            editing.value = 'new';
          }}
        >
          ${words.ruleMake}
        </button>
      </div>`
    }
    ${
      open !== null &&
      html`<${RuleDialog}
        rule=${open === 'new' ? null : open}
        onDone=${reload}
        onClose=${() => {
          editing.value = null;
        }}
      />`
    }
  </section>`;
}

function One({
  rule,
  mayMake,
  onChanged,
  onEdit,
}: {
  rule: CaptureRule;
  mayMake: boolean;
  onChanged: () => void;
  onEdit: () => void;
}) {
  const { notices, questions } = useApp();
  const attempt = useAct();
  const { ruleId, name, nodeName, isEnabled, nextMs } = rule;
  const remove = async () => {
    const isSure = await questions.confirm({
      title: words.ruleDeleteTitle(name),
      sentence: words.ruleDeleteEffect,
      action: words.delete,
      isDanger: true,
    });
    if (!isSure) return;
    await attempt(async () => {
      await request(CAPTURE_ROUTES.deleteCaptureRule, { params: { ruleId } });
      notices.done(words.ruleDeleted(name));
      onChanged();
    });
  };
  return html`<span class="grow">
      <span class="strong">${name}</span>
      <span> ${nodeName ?? words.ruleNodeGone}, ${whenOf(rule)}</span>
      <span class="muted">
        ${isEnabled ? nextMs !== null && ` ${words.ruleNext(dateTime(Math.max(nextMs, Date.now())))}` : ` ${words.ruleOff}`}</span>
    </span>
    ${
      mayMake &&
      html`<button class="button" onClick=${onEdit}>${words.edit}<span class="spoken"> ${name}</span></button>
        <button class="button" onClick=${() => void remove()}>${words.delete}<span class="spoken"> ${name}</span></button>`
    }`;
}

function whenOf({ trigger }: CaptureRule): string {
  if (trigger.kind === 'timer') return words.ruleTimerSays(count(trigger.everyMinutes));
  return words.ruleSpeedSays(count(trigger.minRpm), count(trigger.maxRpm));
}
