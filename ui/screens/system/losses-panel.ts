import { html } from 'htm/preact';
import { LOSS_COUNTERS } from '#schemas/broker/messages';
import { HUB_LOSS_COUNTERS, type SystemState } from '#schemas/http/system';
import { Icon } from '../../parts/icon.ts';
import { text } from '../../text/en.ts';
import { count } from '../../text/numbers.ts';

/** Every counter in plain words: what was lost, why that happens and what to do. */
export function LossesPanel({ system }: { system: SystemState }) {
  return html`<section class="card losses" aria-labelledby="losses-title">
    <h2 id="losses-title">${text.system.lossesTitle}</h2>
    <p class="hint">${text.system.lossesLead}</p>
    <div class="losses-grid">
      <div>
        <h3>${text.system.lossesSensors}</h3>
        <dl>
          ${LOSS_COUNTERS.map(
            (name) =>
              html`<${Loss} key=${name} words=${text.system.loss[name]} value=${system.losses[name]} />`,
          )}
        </dl>
      </div>
      <div>
        <h3>${text.system.lossesHub}</h3>
        <dl>
          ${HUB_LOSS_COUNTERS.map(
            (name) =>
              html`<${Loss} key=${name} words=${text.system.hubLoss[name]} value=${system.hub.losses[name]} />`,
          )}
        </dl>
      </div>
    </div>
  </section>`;
}

function Loss({ words, value }: { words: readonly [string, string]; value: number }) {
  const [name, explanation] = words;
  return html`<div class="loss" data-bad=${value > 0 || undefined}>
    <dt>${value > 0 && html`<${Icon} name="warning" />`}${name}<small>${explanation}</small></dt>
    <dd>${count(value)}</dd>
  </div>`;
}
