import { html } from 'htm/preact';
import { LOSS_COUNTERS } from '#schemas/broker/messages';
import { HUB_LOSS_COUNTERS, type SystemState } from '#schemas/http/system';
import { Icon } from '../../parts/icon.ts';
import { count } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';

/** Counted, but nothing is gone: what came twice was used once. */
const HARMLESS = ['framesRepeated', 'batchesRepeated'];

/** Whether a counter above zero is no loss. */
export function isHarmless(counter: string): boolean {
  return HARMLESS.includes(counter);
}

/** Every counter in plain words: what was lost, why that happens and what to do. */
export function LossesPanel({ system }: { system: SystemState }) {
  return html`<section class="card losses" aria-labelledby="losses-title">
    <h2 id="losses-title">${systemWords.lossesTitle}</h2>
    <p class="hint">${systemWords.lossesLead}</p>
    <div class="losses-grid">
      <div>
        <h3>${systemWords.lossesSensors}</h3>
        <dl>
          ${LOSS_COUNTERS.map(
            (name) =>
              html`<${Loss} key=${name} name=${name} words=${systemWords.loss[name]} value=${system.losses[name]} />`,
          )}
        </dl>
      </div>
      <div>
        <h3>${systemWords.lossesHub}</h3>
        <dl>
          ${HUB_LOSS_COUNTERS.map(
            (name) =>
              html`<${Loss} key=${name} name=${name} words=${systemWords.hubLoss[name]} value=${system.hub.losses[name]} />`,
          )}
        </dl>
      </div>
    </div>
  </section>`;
}

function Loss({
  name,
  words,
  value,
}: {
  name: string;
  words: readonly [string, string];
  value: number;
}) {
  const [title, explanation] = words;
  const bad = value > 0 && !isHarmless(name);
  return html`<div class="loss" data-bad=${bad || undefined}>
    <dt>${bad && html`<${Icon} name="warning" />`}${title}<small>${explanation}</small></dt>
    <dd class="loss-count">${count(value)}</dd>
  </div>`;
}
