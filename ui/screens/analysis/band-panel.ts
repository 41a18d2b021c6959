import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { analysisWords } from '../../text/analysis.ts';
import { fixed, plain } from '../../text/numbers.ts';
import type { AnalysisView } from './analysis-address.ts';
import { bestCells } from './kurtogram-cells.ts';
import { bandOf, KurtogramChart } from './kurtogram-chart.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import type { Worked } from './signal-work.ts';

interface BandPanelProps {
  readonly view: AnalysisView;
  readonly show: (next: AnalysisView) => void;
  readonly offered: Extract<Worked, { kind: 'bands' }> | null;
  readonly band: readonly [number, number] | null;
  readonly signal: LoadedSignal;
}

/** In which band the envelope is taken: the proposed one, one of the kurtogram, or by hand. */
export function BandPanel({ view, show, offered, band, signal }: BandPanelProps) {
  const low = useSignal('');
  const high = useSignal('');
  useEffect(() => {
    low.value = band === null ? '' : String(Math.round(band[0]));
    high.value = band === null ? '' : String(Math.round(band[1]));
  }, [band?.[0], band?.[1]]);
  const [from, to] = [Number(low.value), Number(high.value)];
  const isRight = from > 0 && to > from && to <= signal.sampleRateHz / 2;
  const isTyped = low.value !== '' && high.value !== '';
  const submit = (event: Event) => {
    event.preventDefault();
    if (isRight) show({ ...view, band: [from, to] });
  };
  const field = (id: string, label: string, value: typeof low) => html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      inputmode="decimal"
      value=${value}
      aria-invalid=${(isTyped && !isRight) || undefined}
      onInput=${(event: Event) => {
        value.value = (event.target as HTMLInputElement).value.replace(',', '.');
      }}
    />
  </div>`;
  const by = view.band === null ? (offered?.chosen.by ?? null) : 'person';
  return html`<section class="card band-panel" aria-label=${analysisWords.band}>
    <h2>${analysisWords.band}</h2>
    <form class="own-range" onSubmit=${submit}>
      ${field('band-low', analysisWords.bandFrom, low)} ${field('band-high', analysisWords.bandTo, high)}
      <button class="button" disabled=${!isRight}>${analysisWords.bandUse}</button>
      ${view.band !== null && html`<button type="button" class="button quiet" onClick=${() => show({ ...view, band: null })}>${analysisWords.bandReset}</button>`}
    </form>
    ${
      isTyped && !isRight
        ? html`<p class="hint wrong" role="alert">${analysisWords.bandWrong}</p>`
        : by !== null && html`<p class="hint">${analysisWords.bandBy[by]}</p>`
    }
    ${
      offered !== null &&
      offered.cells.length > 0 &&
      html`<${KurtogramChart}
          offered=${offered}
          band=${band}
          onBand=${(next: AnalysisView['band']) => show({ ...view, band: next })}
        />
        <${BandList} view=${view} show=${show} offered=${offered} />`
    }
  </section>`;
}

const BEST = 6;

/** The bands in which impacts stand out most, the best first. */
function BandList({
  view,
  show,
  offered,
}: Pick<BandPanelProps, 'view' | 'show'> & { offered: Extract<Worked, { kind: 'bands' }> }) {
  const best = bestCells(offered.cells, BEST);
  const top = Math.max(1e-9, ...best.map(({ kurtosis }) => kurtosis));
  return html`<details>
    <summary>${analysisWords.kurtogram}</summary>
    <p class="hint">${analysisWords.kurtogramNote}</p>
    <table class="kurtogram">
      <thead>
        <tr>
          <th scope="col">${analysisWords.bandOfList}</th>
          <th scope="col">${analysisWords.levels}</th>
          <th scope="col" colspan="2">${analysisWords.kurtosisHead}</th>
        </tr>
      </thead>
      <tbody>
        ${best.map(
          (cell) => html`<tr key=${`${cell.level} ${cell.lowHz}`}>
            <th scope="row">
              <button class="button" onClick=${() => show({ ...view, band: bandOf(cell) })}>
                ${fixed(cell.lowHz, 0)}–${fixed(cell.highHz, 0)} Hz
              </button>
            </th>
            <td>${plain(cell.level)}</td>
            <td>${fixed(cell.kurtosis, 2)}</td>
            <td class="kurtosis-bar" aria-hidden="true">
              <span class="bar-track">
                <span class="bar-fill" style=${{ width: `${Math.max(0, (100 * cell.kurtosis) / top)}%` }}></span>
              </span>
            </td>
          </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}
