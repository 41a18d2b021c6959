import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { spectralPeaks } from '#signal/spectrum/peaks';
import { copyText } from '../../parts/copy-text.ts';
import { useApp } from '../../session/app.ts';
import { analysisWords } from '../../text/analysis.ts';
import type { AnalysisView } from './analysis-address.ts';
import { type AnalysisLine, decibel } from './analysis-frame.ts';
import { type LineReading, orderOf } from './line-readings.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { ReadingTable } from './reading-table.ts';

interface PeakTableProps {
  readonly view: AnalysisView;
  readonly show: (next: AnalysisView) => void;
  readonly signal: LoadedSignal;
  readonly line: AnalysisLine;
  /** Of which moment, where the signal has many. */
  readonly when?: string;
}

const PEAKS = 20;
type SortKey = 'hz' | 'amplitude' | 'overNeighboursDb';

/** The highest lines of the chosen signal within what is shown; sorted as one likes, and copied for a report. */
export function PeakTable({ view, show, signal, line, when }: PeakTableProps) {
  const { notices } = useApp();
  const sorted = useSignal<SortKey>('amplitude');
  const [low, high] = (view.range ?? [0, Number.POSITIVE_INFINITY]).map((x) => x / line.perHz);
  const peaks = useMemo(() => {
    const within = spectralPeaks(line.values, line.step, PEAKS, [low, high]);
    return within.map(
      (peak, i): LineReading => ({
        name: String(i + 1),
        ...peak,
        order: orderOf(peak.hz, signal.speedRpm),
      }),
    );
  }, [line, low, high]);
  const key = sorted.value;
  const rows = [...peaks].sort((a, b) => (key === 'hz' ? a.hz - b.hz : b[key] - a[key]));
  const copy = async () => {
    const head = ['Hz', 'X', line.unit || '-', 'dB', analysisWords.over].join('\t');
    const lines = rows.map(({ hz, order, amplitude, overNeighboursDb }) =>
      [
        hz.toFixed(3),
        order?.toFixed(4) ?? '',
        amplitude.toPrecision(5),
        decibel(amplitude).toFixed(2),
        overNeighboursDb.toFixed(1),
      ].join('\t'),
    );
    if (await copyText([head, ...lines].join('\n'), null)) notices.done(analysisWords.peaksCopied);
    else notices.failed(analysisWords.notCopied);
  };
  const head = (which: SortKey, word: string) =>
    html`<button
      class="link-button"
      aria-pressed=${key === which}
      title=${analysisWords.sortBy(word)}
      onClick=${() => {
        sorted.value = which;
      }}
    >
      ${word}${key === which ? ' ↓' : ''}
    </button>`;
  const unit = line.unit === '' ? '' : `, ${line.unit}`;
  return html`<section class="card" aria-labelledby="peaks-title">
    <div class="chart-head">
      <h2 id="peaks-title">${analysisWords.peaks}</h2>
      <button class="button small" disabled=${rows.length === 0} onClick=${() => void copy()}>${analysisWords.copyPeaks}</button>
    </div>
    <p class="hint">${analysisWords.peaksNote} ${when}</p>
    ${
      rows.length === 0
        ? html`<p class="muted">${analysisWords.noPeaks}</p>`
        : html`<${ReadingTable}
            label=${analysisWords.peaks}
            readings=${rows}
            unit=${line.unit}
            heads=${[
              analysisWords.rank,
              head('hz', analysisWords.frequency),
              analysisWords.order,
              head('amplitude', `${analysisWords.amplitude}${unit}`),
              analysisWords.decibel,
              head('overNeighboursDb', analysisWords.over),
            ]}
            onPick=${(at: number) => show({ ...view, at })}
          />`
    }
  </section>`;
}
