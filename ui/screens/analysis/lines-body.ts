import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Failure } from '../../parts/failure.ts';
import { analysisWords } from '../../text/analysis.ts';
import type { AnalysisView } from './analysis-address.ts';
import type { AnalysisLine } from './analysis-frame.ts';
import { isIntegrated, lowestHz, unitOf, workFor } from './analysis-plan.ts';
import { BandPanel } from './band-panel.ts';
import { CursorPanel } from './cursor-panel.ts';
import { LabelsPanel } from './labels-panel.ts';
import { LinesChart } from './lines-chart.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { NotesPanel } from './notes-panel.ts';
import { PeakTable } from './peak-table.ts';
import { notedCaptures, notesHere } from './plot-notes-here.ts';
import type { SignalDesk } from './signal-desk.ts';
import { useWorked } from './use-analysis.ts';
import { usePlotNotes } from './use-plot-notes.ts';

/** What an analysis shows, and the way to show something else. */
export interface AnalysisBodyProps {
  readonly view: AnalysisView;
  readonly show: (next: AnalysisView) => void;
  readonly signals: readonly LoadedSignal[];
  readonly desk: SignalDesk;
}

/** Waveforms or spectra over each other, and what is read off them. */
export function LinesBody({ view, show, signals, desk }: AnalysisBodyProps) {
  const { kind } = view;
  const chosen = signals[view.chosen] ?? signals[0];
  const proposed = useWorked(
    desk,
    kind === 'envelope' ? [chosen] : [],
    kind === 'envelope' ? { kind: 'kurtogram' } : null,
  ).value;
  const bands = proposed.kind === 'ready' ? proposed.value[0] : undefined;
  const offered = bands?.kind === 'bands' ? bands : null;
  const band = view.band ?? (offered && ([offered.chosen.lowHz, offered.chosen.highHz] as const));
  const worked = useWorked(desk, signals, workFor(view, signals, band)).value;
  const cursor = useSignal<number | null>(view.at);
  useEffect(() => {
    cursor.value = view.at;
  }, [view.at]);
  const notes = usePlotNotes(notedCaptures(view, signals, chosen));
  const here = notesHere(view, signals, chosen, notes.list);
  const lines = useMemo(
    () => (worked.kind === 'ready' ? linesOf(view, signals, worked.value) : []),
    [worked, view.isOrders, view.quantity],
  );
  if (worked.kind === 'failed' || proposed.kind === 'failed') {
    return html`<${Failure} title=${analysisWords.computeFailed} sentence="" retry=${() => location.reload()} />`;
  }
  const isWave = kind === 'waveform';
  const isReady = worked.kind === 'ready' && lines.length === signals.length;
  const chosenLine = lines[signals.indexOf(chosen)];
  const remark = isIntegrated(view, signals)
    ? analysisWords.integratedNote(analysisWords.hz(lowestHz(signals)))
    : isWave
      ? ''
      : analysisWords.peakNote;
  const place = (at: number) => {
    cursor.value = at * (chosenLine?.perHz ?? 1);
    show({ ...view, at });
  };
  return html`${
    kind === 'envelope' &&
    html`<${BandPanel} view=${view} show=${show} offered=${offered} band=${band} signal=${chosen} />`
  }
    ${
      isReady
        ? html`<${LinesChart}
            view=${view}
            show=${show}
            signals=${signals}
            lines=${lines}
            cursor=${cursor}
            notes=${here}
            remark=${remark}
          />`
        : html`<p class="card muted computing" role="status">${analysisWords.computing}…</p>`
    }
    <div class="trends-below">
      ${
        isReady &&
        !isWave &&
        chosenLine !== undefined &&
        html`<${CursorPanel} view=${view} show=${show} signal=${chosen} line=${chosenLine} onPlace=${place} />
          <${PeakTable} view=${view} show=${show} signal=${chosen} line=${chosenLine} />`
      }
      <${NotesPanel}
        view=${view}
        signal=${chosen}
        notes=${notes}
        here=${here}
        place=${() => {
          const x = view.at ?? (isWave ? cursor.value : null);
          return x === null ? null : { x, y: null };
        }}
      />
      <${LabelsPanel} key=${chosen.key} signal=${chosen} />
    </div>`;
}

function linesOf(
  view: AnalysisView,
  signals: readonly LoadedSignal[],
  worked: readonly { readonly kind: string }[],
): AnalysisLine[] {
  const isOrders = view.isOrders && view.kind !== 'waveform';
  return signals.flatMap((signal, i): AnalysisLine[] => {
    const steps = worked[i] as AnalysisLine & { kind: string };
    if (steps?.kind !== 'steps') return [];
    const { speedRpm } = signal;
    const perHz = isOrders && speedRpm !== null ? 60 / speedRpm : 1;
    const { values, step } = steps;
    return [{ key: signal.key, unit: unitOf(view, signal, signals), values, step, perHz }];
  });
}
