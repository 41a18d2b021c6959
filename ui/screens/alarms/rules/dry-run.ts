import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { canBeTried, type NotTold, notToldOf } from '#schemas/alarms/not-told';
import { RuleBody } from '#schemas/alarms/rule';
import { describeError } from '#schemas/errors/tremolo-error';
import { ALARM_RULE_ROUTES, type RuleTest } from '#schemas/http/alarm-rules';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { useApp } from '../../../session/app.ts';
import { causes } from '../../../text/alarm-causes.ts';
import { ruleForm as words } from '../../../text/alarm-rule-form.ts';
import { factsWords } from '../../../text/alarm-says.ts';
import { dateTime, fixed, span } from '../../../text/numbers.ts';
import { type RuleDraft, ruleOf } from './rule-draft.ts';

export const TRIED_MS = 7 * 86_400_000;
const SHOWN = 20;

type Trying =
  | { readonly kind: 'idle' | 'running' }
  | { readonly kind: 'done'; readonly said: string; readonly result: RuleTest }
  | { readonly kind: 'failed'; readonly sentence: string };

/** What the rule as it stands in the form would have raised in the last seven days. */
export function DryRun({ draft }: { draft: RuleDraft }) {
  const { now } = useApp();
  const state = useSignal<Trying>({ kind: 'idle' });
  const rule = RuleBody.safeParse(ruleOf(draft));
  const said = JSON.stringify(rule.data);
  const run = async () => {
    if (!rule.success) return;
    state.value = { kind: 'running' };
    try {
      const to = now.peek();
      const body = { rule: rule.data, from: to - TRIED_MS, to };
      const result = await request(ALARM_RULE_ROUTES.testAlarmRule, { body });
      state.value = { kind: 'done', said, result };
    } catch (error) {
      console.warn(describeError(error));
      state.value = { kind: 'failed', sentence: (error as Error).message };
    }
  };
  const at = state.value;
  return html`<section class="dry-run stack" aria-labelledby="dry-run-title">
    <div class="row">
      <h3 id="dry-run-title">${words.tried}</h3>
      <button type="button" class="button" disabled=${!rule.success || at.kind === 'running'} onClick=${run}>${words.try}</button>
    </div>
    ${at.kind === 'idle' && html`<p class="hint">${words.tryHint}</p>`}
    ${at.kind === 'idle' && rule.success && html`<${NothingKept} rule=${rule.data} />`}
    ${at.kind === 'running' && html`<p role="status">${words.trying}</p>`}
    ${at.kind === 'failed' && html`<${Failure} title=${words.tryFailed} sentence=${at.sentence} retry=${run} />`}
    ${at.kind === 'done' && html`<${Result} result=${at.result} isOld=${at.said !== said} />`}
  </section>`;
}

/** Before anybody tries: of what the rule asks for nothing is kept. */
function NothingKept({ rule }: { rule: RuleBody }) {
  const nothing = notToldOf(rule, null).filter(({ isNothing }) => isNothing);
  return html`${nothing.map((one) => html`<p key=${saysOf(one)} class="strong">${saysOf(one)}</p>`)}
    ${!canBeTried(rule.when) && html`<p class="strong">${words.cannotTry}</p>`}`;
}

function saysOf({ what, figure, seconds }: NotTold): string {
  const names: Readonly<Record<string, string>> = causes.figure;
  return words.notTold[what](names[figure ?? ''] ?? figure ?? '', span((seconds ?? 0) * 1_000));
}

function raisedWords({ canBeTried: can, raised, perDay, assets }: RuleTest): string {
  if (raised > 0) return words.would(raised, fixed(perDay, 1), assets);
  return can ? words.wouldNone(assets) : words.cannotTry;
}

function Result({ result, isOld }: { result: RuleTest; isOld: boolean }) {
  const { raised, assets, isCut, activeMs, alarms, notTold } = result;
  return html`<div class="stack" role="status">
    ${isOld && html`<p class="not-up-to-date">${words.triedOld}</p>`}
    <p class="strong">${raisedWords(result)}</p>
    ${raised > 0 && html`<p>${words.stoodFor(span(activeMs))}</p>`}
    ${isCut && html`<p>${words.isCut(assets)}</p>`}
    ${notTold.map((one) => html`<p key=${saysOf(one)} class=${one.isNothing ? 'strong' : 'hint'}>${saysOf(one)}</p>`)}
    ${
      alarms.length > 0 &&
      html`<ol class="dry-alarms">
        ${alarms.slice(0, SHOWN).map(
          ({
            assetId,
            assetName,
            raisedMs,
            returnedMs,
            facts,
          }) => html`<li key=${`${assetId} ${raisedMs}`}>
            <span class="strong">${assetName}</span> ${factsWords(facts)}
            <small>${dateTime(raisedMs).slice(0, 16)}, ${returnedMs === null ? words.stillStands : words.for(span(returnedMs - raisedMs))}</small>
          </li>`,
        )}
      </ol>
      ${alarms.length > SHOWN && html`<p class="muted">${words.andMore(alarms.length - SHOWN)}</p>`}`
    }
  </div>`;
}
