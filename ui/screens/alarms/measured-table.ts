import { html } from 'htm/preact';
import type { MeasuredFigure } from '#schemas/alarms/figures';
import { Icon, type IconName } from '../../parts/icon.ts';
import { figureValue, targetWords, figureWords as words } from '../../text/alarm-figures.ts';

const SIGNS: Readonly<Record<MeasuredFigure['verdict'], IconName>> = {
  met: 'good',
  acceptable: 'advisory',
  missed: 'warning',
  nothing_measured: 'not_graded',
};

/** Each figure against its target, judged by sign and word. */
export function MeasuredTable({ measured }: { measured: readonly MeasuredFigure[] }) {
  return html`<section class="card" aria-labelledby="measured-title">
    <h2 id="measured-title">${words.measured}</h2>
    <div class="alarm-scroll" tabindex="0">
      <table class="alarm-measured">
        <thead>
          <tr>
            <th scope="col">${words.figure}</th>
            <th scope="col">${words.value}</th>
            <th scope="col">${words.verdict}</th>
            <th scope="col">${words.target}</th>
            <th scope="col">${words.source}</th>
          </tr>
        </thead>
        <tbody>
          ${measured.map(
            (one) => html`<tr key=${one.figure} data-verdict=${one.verdict}>
              <th scope="row">${words.figures[one.figure]}</th>
              <td class="number">${figureValue(one.value, one.unit)}</td>
              <td><span class="judged"><${Icon} name=${SIGNS[one.verdict]} />${words.verdicts[one.verdict]}</span></td>
              <td>${targetWords(one)}</td>
              <td class="muted">${one.source}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
