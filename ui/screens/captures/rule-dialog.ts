import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { CaptureRule, CaptureRuleEdit, RuleTrigger } from '#schemas/captures/rule';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { NODE_ROUTES } from '#schemas/http/nodes';
import type { NodeId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { CheckField } from '../../parts/form/check-field.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { useMayAt } from '../../session/use-may-at.ts';
import { captureWords as words } from '../../text/captures.ts';
import { figure, span } from '../../text/numbers.ts';

type Kind = RuleTrigger['kind'];

/** What the form begins with: as the rule is, or as most rules are. */
const EVERY_HOURS = 24;
const MINUTES = 60;
const DAY_MINUTES = 1_440;

/** Makes a rule, or changes one: where, when, and how long a window. */
export function RuleDialog({
  rule,
  onDone,
  onClose,
}: {
  rule: CaptureRule | null;
  onDone: () => void;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const may = useMayAt();
  const { state } = useLoad((signal) => request(NODE_ROUTES.nodes, { signal }), []);
  const loaded = state.value;
  const all = loaded.kind === 'ready' ? loaded.value.nodes : [];
  const nodes = all.filter((node) => may.node('capture:make', node.nodeId));
  const before = rule?.trigger;
  const timer = before?.kind === 'timer' ? before.everyMinutes : EVERY_HOURS * MINUTES;
  const band = before?.kind === 'speed_band' ? before : null;
  const name = useSignal(rule?.name ?? '');
  const nodeId = useSignal<NodeId | ''>(rule?.nodeId ?? '');
  const kind = useSignal<Kind>(before?.kind ?? 'timer');
  const every = useSignal(String(timer));
  const low = useSignal(band === null ? '' : String(band.minRpm));
  const high = useSignal(band === null ? '' : String(band.maxRpm));
  const rest = useSignal(String(band?.restMinutes ?? MINUTES));
  const pre = useSignal(String((rule?.window.preMs ?? 0) / 1_000));
  const post = useSignal(String((rule?.window.postMs ?? 10_000) / 1_000));
  const isEnabled = useSignal(rule?.isEnabled ?? true);
  const isTimer = kind.value === 'timer';
  const edit = (): CaptureRuleEdit => ({
    name: name.value,
    nodeId: nodeId.value as NodeId,
    trigger: isTimer
      ? { kind: 'timer', everyMinutes: Number(every.value) }
      : {
          kind: 'speed_band',
          minRpm: Number(low.value),
          maxRpm: Number(high.value),
          restMinutes: Number(rest.value),
        },
    window: {
      preMs: Math.round(Number(pre.value) * 1_000),
      postMs: Math.round(Number(post.value) * 1_000),
    },
    isEnabled: isEnabled.value,
  });
  const submitting = useSubmit(async () => {
    const body = edit();
    const kept =
      rule === null
        ? await request(CAPTURE_ROUTES.addCaptureRule, { body })
        : await request(CAPTURE_ROUTES.editCaptureRule, { params: { ruleId: rule.ruleId }, body });
    notices.done(words.ruleSaved(kept.name));
    onClose();
    onDone();
  });
  const wrong = submitting.issues.value;
  const isEmpty = loaded.kind === 'ready' && nodes.length === 0;
  return html`<${FormDialog}
    title=${rule === null ? words.ruleMakeTitle : words.ruleEditTitle(rule.name)}
    action=${words.save}
    of=${submitting}
    draft=${() => JSON.stringify(edit())}
    isReady=${name.value.trim() !== '' && nodeId.value !== ''}
    onClose=${onClose}
  >
    ${isEmpty && html`<p role="alert">${words.ruleNoNodes}</p>`}
    <${TextField} id="rule-name" label=${words.ruleName} value=${name} maxLength=${80} error=${wrong.name ?? null} />
    <${SelectField} id="rule-node" label=${words.ruleWhere} value=${nodeId} choices=${[['', words.ruleChoose], ...nodes.map((node) => [node.nodeId, node.name])]} error=${wrong.nodeId ?? null} />
    <${SelectField} id="rule-kind" label=${words.ruleWhen} value=${kind} choices=${[
      ['timer', words.ruleTimer],
      ['speed_band', words.ruleSpeed],
    ]} />
    ${
      isTimer
        ? html`<${NumberField} id="rule-every" label=${words.ruleEvery} value=${every} unit="min" min=${5} error=${wrong['trigger.everyMinutes'] ?? null} />`
        : html`<div class="field-pair">
              <${NumberField} id="rule-low" label=${words.ruleMin} value=${low} unit="r/min" min=${1} error=${wrong['trigger.minRpm'] ?? wrong.trigger ?? null} />
              <${NumberField} id="rule-high" label=${words.ruleMax} value=${high} unit="r/min" min=${1} error=${wrong['trigger.maxRpm'] ?? null} />
            </div>
            <${NumberField} id="rule-rest" label=${words.ruleRest} value=${rest} unit="min" min=${1} error=${wrong['trigger.restMinutes'] ?? null} />`
    }
    <div class="field-pair">
      <${NumberField} id="rule-pre" label=${words.rulePre} value=${pre} unit="s" min=${0} error=${wrong['window.preMs'] ?? wrong.window ?? null} />
      <${NumberField} id="rule-post" label=${words.rulePost} value=${post} unit="s" min=${0} error=${wrong['window.postMs'] ?? null} />
    </div>
    <${CheckField} label=${words.ruleOn} value=${isEnabled} />
    <p class="muted">${effectOf(edit())}</p>
  <//>`;
}

/** What the rule will do, said before it is kept. */
function effectOf({ trigger, window }: CaptureRuleEdit): string {
  const length = span(window.preMs + window.postMs);
  if (trigger.kind === 'speed_band') return words.ruleSpeedEffect(length);
  const perDay = trigger.everyMinutes > 0 ? DAY_MINUTES / trigger.everyMinutes : 0;
  return words.ruleTimerEffect(figure(perDay), length);
}
