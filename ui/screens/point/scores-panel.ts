import { html } from 'htm/preact';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { text } from '../../text/en.ts';
import { NO_VALUE } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import type { LiveViews } from './live-views.ts';

/** The model's probability per fault as bars; a mark where a rule found the same. */
export function ScoresPanel({ cell, views }: { cell: PointCell; views: LiveViews }) {
  const latest = cell.latest.value;
  // The list of points carries no scores: until the first summary, the views' do.
  const scores = latest?.scores ?? views.shown.value?.scores ?? null;
  const ruled = new Set(
    latest?.verdict.findings.filter(({ source }) => source === 'rule').map(({ fault }) => fault),
  );
  return html`<section class="card" aria-labelledby="scores-title">
    <h2 id="scores-title">${pointWords.scores}</h2>
    <p class="hint">${scores === null ? pointWords.noScores : pointWords.scoresNote}</p>
    <dl class="scores">
      ${FAULT_LABELS.map((label, i) => {
        // Their room is there before they are, for whoever reads what is below.
        const percent = scores === null ? null : Math.round(scores[i] * 100);
        return html`<div key=${label}>
          <dt>${text.fault[label]}</dt>
          ${ruled.has(label) && html`<dd class="rule">${pointWords.source.rule}</dd>`}
          <dd class="score">
            <span class="bar-track" aria-hidden="true"
              ><span class="bar-fill" style=${{ width: `${percent ?? 0}%` }}></span
            ></span>
            <span class="bar-value">${percent === null ? NO_VALUE : `${percent} %`}</span>
          </dd>
        </div>`;
      })}
    </dl>
  </section>`;
}
