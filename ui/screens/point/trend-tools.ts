import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { text } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import { TREND_FIGURES, type TrendFigure } from './trend-series.ts';
import { RANGE_NAMES, type TrendSpan } from './trend-span.ts';

/** Which figure, and how far back. */
export function TrendTools({
  chosen,
  span,
}: {
  chosen: Signal<TrendFigure>;
  span: Signal<TrendSpan>;
}) {
  const now = span.value;
  return html`
    <select
      class="small"
      aria-label=${pointWords.trendFigure}
      onChange=${(event: Event) => {
        chosen.value = (event.target as HTMLSelectElement).value as TrendFigure;
      }}
    >
      ${TREND_FIGURES.map(
        (name) => html`<option key=${name} value=${name} selected=${chosen.value === name}>
          ${text.figure[name]}
        </option>`,
      )}
    </select>
    <fieldset class="segments small" aria-label=${pointWords.trendRange}>
      ${RANGE_NAMES.map(
        (name) => html`<label key=${name}>
          <input
            type="radio"
            name="trend-range"
            checked=${now.kind === 'live' && now.name === name}
            onChange=${() => {
              span.value = { kind: 'live', name };
            }}
          /><span>${pointWords.ranges[name]}</span>
        </label>`,
      )}
    </fieldset>
    <button
      class="button small"
      disabled=${now.kind === 'live'}
      onClick=${() => {
        span.value = { kind: 'live', name: 'hour' };
      }}
    >
      ${pointWords.trendReset}
    </button>
  `;
}
