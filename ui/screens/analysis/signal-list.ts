import { html } from 'htm/preact';
import { LineSwatch } from '../../parts/charts/line-swatch.ts';
import { Icon } from '../../parts/icon.ts';
import { analysisWords } from '../../text/analysis.ts';
import { count, dateTime, fixed } from '../../text/numbers.ts';
import type { AnalysisView, SignalSource } from './analysis-address.ts';
import type { LoadedSignal } from './loaded-signal.ts';

interface SignalListProps {
  readonly view: AnalysisView;
  readonly show: (next: AnalysisView) => void;
  readonly signals: readonly LoadedSignal[];
  /** Holds the next windows of what is seen live. */
  readonly lookAgain: () => void;
  /** Lets go of a file of one’s own. */
  readonly closeFile: (key: string) => void;
}

/** What is analysed, with its look on the chart; the lists speak of the chosen one. */
export function SignalList(props: SignalListProps) {
  const { view, show, signals, lookAgain, closeFile } = props;
  const isLive = view.sources.some(({ kind }) => kind === 'live');
  return html`<section class="card line-list" aria-label=${analysisWords.signals}>
    <ul>
      ${signals.map((signal, i) => {
        const { key, name, atMs, note } = signal;
        return html`<li key=${key} data-chosen=${i === view.chosen || undefined}>
          <button
            class="line-choice"
            aria-pressed=${i === view.chosen}
            title=${analysisWords.choose(name)}
            onClick=${() => show({ ...view, chosen: i })}
          >
            <${LineSwatch} n=${i} isSolid />
            <span>${analysisWords.at(name, dateTime(atMs))}</span>
          </button>
          <small class="muted">${factsOf(signal)}</small>
          <button
            class="button quiet icon-only"
            aria-label=${analysisWords.remove(name)}
            onClick=${() => {
              if (signal.pointId === null) closeFile(key);
              show(without(view, signals, i));
            }}
          >
            <${Icon} name="close" />
          </button>
          ${note !== null && html`<p class="hint">${note}</p>`}
        </li>`;
      })}
    </ul>
    ${isLive && html`<button class="button small" onClick=${lookAgain}>${analysisWords.lookAgain}</button>`}
  </section>`;
}

function factsOf({ samples, sampleRateHz, speedRpm }: LoadedSignal): string {
  const speed = speedRpm === null ? analysisWords.noSpeed : `${count(speedRpm)} r/min`;
  return analysisWords.facts(count(sampleRateHz), fixed(samples.length / sampleRateHz, 2), speed);
}

/** The view without one of its signals; of a whole capture the others stay. */
function without(
  view: AnalysisView,
  signals: readonly LoadedSignal[],
  index: number,
): AnalysisView {
  const rest = signals.filter((_, i) => i !== index);
  const sources = rest.flatMap(({ captureId, pointId }): SignalSource[] => {
    if (captureId !== null) return [{ kind: 'capture', captureId, pointId }];
    return pointId === null ? [] : [{ kind: 'live', pointId }];
  });
  const chosen = Math.max(0, view.chosen >= index ? view.chosen - 1 : view.chosen);
  return { ...view, sources, chosen };
}
