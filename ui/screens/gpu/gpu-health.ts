import { html } from 'htm/preact';
import type { GpuDetail, GpuReport } from '#schemas/broker/gpu';
import { Row, Rows } from '../../parts/rows.ts';
import { gpu as words } from '../../text/gpu.ts';
import { count } from '../../text/numbers.ts';
import { slowedReasons } from './slowed-reasons.ts';

/** Why it is slow, what its memory lost, and what of that does not count here. */
export function GpuHealth({ gpu }: { gpu: GpuReport }) {
  const { throttle, detail } = gpu;
  const isSlowed = slowedReasons(gpu).length > 0;
  return html`<section class="card" aria-labelledby="gpu-health">
    <h2 id="gpu-health">${words.health}</h2>
    <${Rows}>
      <${Row} name=${words.throttleNow} bad=${isSlowed}>
        ${
          throttle === null
            ? words.notTold
            : throttle.length === 0
              ? words.notSlowedNow
              : html`<ul>${throttle.map((one) => html`<li key=${one}>${words.throttleSays[one]}</li>`)}</ul>`
        }
      <//>
      ${
        detail === null
          ? html`<${Row} name=${words.ecc}>${words.notYet}<//>`
          : html`<${Memory} detail=${detail} />`
      }
    <//>
  </section>`;
}

function Memory({ detail }: { detail: GpuDetail }) {
  const { eccMode, retiredPages, retirementPending } = detail;
  const mode = eccMode === 'enabled' ? words.eccOn : words.eccOff;
  const isRetired = (retiredPages ?? 0) > 0 || retirementPending === true;
  return html`
    <${Row} name=${words.ecc}>${eccMode == null ? words.notTold : mode}<//>
    <${Errors} name=${words.sinceDriver} detail=${detail} since="volatile" />
    <${Errors} name=${words.everSince} detail=${detail} since="aggregate" />
    <${Row} name=${words.retired} bad=${isRetired}>
      ${retiredPages === null ? words.notTold : words.retiredCount(retiredPages)}
      ${retirementPending === true && html`<br />${words.retiredPending}`}
    <//>
  `;
}

function Errors({
  name,
  detail,
  since,
}: {
  name: string;
  detail: GpuDetail;
  since: 'volatile' | 'aggregate';
}) {
  const corrected = detail.eccCorrected[since];
  const uncorrected = detail.eccUncorrected[since];
  // Of its whole life they are history; those since the driver was loaded are a reason to act.
  const isBad = since === 'volatile' && (uncorrected ?? 0) > 0;
  const isTold = corrected !== null || uncorrected !== null;
  return html`<${Row} name=${name} bad=${isBad}>
    ${isTold ? words.errors(count(corrected), count(uncorrected)) : words.notTold}
  <//>`;
}
