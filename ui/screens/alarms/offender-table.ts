import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import type { AlarmFigures } from '#schemas/alarms/figures';
import { figureValue, figureWords as words } from '../../text/alarm-figures.ts';
import { ruleNameWords } from '../../text/alarm-says.ts';
import { count } from '../../text/numbers.ts';

interface OffenderTableProps {
  readonly title: string;
  readonly rows: AlarmFigures['offenders'];
}

/** Which rule at which place raised the most: what to mend first. */
export function OffenderTable({ title, rows }: OffenderTableProps) {
  const titleId = useId();
  const most = Math.max(1e-9, ...rows.map(({ share }) => share));
  return html`<section class="card stack" aria-labelledby=${titleId}>
    <h2 id=${titleId}>${title}</h2>
    ${rows.length === 0 && html`<p class="muted">${words.none}</p>`}
    ${
      rows.length > 0 &&
      html`<ol class="alarm-offenders">
        ${rows.map(
          ({
            ruleId,
            ruleName,
            assetId,
            assetName,
            alarms,
            share,
            falseOnes,
          }) => html`<li key=${`${ruleId} ${assetId}`}>
            <span><span class="strong">${assetName}</span> <small>${ruleNameWords({ ruleId, ruleName })}</small></span>
            <span class="number">${count(alarms)} <small>${figureValue(share, 'share')}</small></span>
            <span class="share-bar" aria-hidden="true"><span style=${{ width: `${(share / most) * 100}%` }}></span></span>
            ${falseOnes > 0 && html`<small class="false">${words.falseOnes}: ${count(falseOnes)}</small>`}
          </li>`,
        )}
      </ol>`
    }
  </section>`;
}
