import { html } from 'htm/preact';
import type { Health, PartHealth } from '#schemas/http/system';
import { Icon } from '../../parts/icon.ts';
import { Sentence } from '../../parts/sentence.ts';
import type { Loaded } from '../../parts/use-load.ts';
import { milliseconds } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';

const ICONS = { up: 'good', degraded: 'warning', down: 'danger' } as const;

/** Each part: whether it runs, how fast it answers, and what to do when it does not. */
export function HealthPanel({ health }: { health: Loaded<Health> }) {
  return html`<section class="card" aria-labelledby="health-title">
    <h2 id="health-title">${systemWords.health}</h2>
    ${health.kind === 'failed' && html`<p class="hint wrong" role="alert"><${Sentence} of=${health.sentence} /></p>`}
    <ul class="parts">
      ${
        health.kind === 'ready' &&
        health.value.parts.map((part) => html`<${PartItem} key=${part.part} part=${part} />`)
      }
    </ul>
  </section>`;
}

function PartItem({ part }: { part: PartHealth }) {
  const { state, delayMs, detail } = part;
  return html`<li>
    <span class="part-name">${systemWords.part[part.part]}</span>
    <span class="badge" data-state=${state}><${Icon} name=${ICONS[state]} />${systemWords.state[state]}</span>
    <span class="muted part-delay">${delayMs !== null && systemWords.answered(milliseconds(delayMs))}</span>
    ${
      state !== 'up' &&
      html`<p>${detail !== null && html`<strong>${detail}</strong> `}${systemWords.recover[part.part]}</p>`
    }
  </li>`;
}
