import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Pair } from '../../parts/charts/plot-gestures.ts';
import { Failure } from '../../parts/failure.ts';
import { analysisWords } from '../../text/analysis.ts';
import { isIntegrated, lowestHz } from './analysis-plan.ts';
import { CursorPanel } from './cursor-panel.ts';
import { LabelsPanel } from './labels-panel.ts';
import type { AnalysisBodyProps } from './lines-body.ts';
import { NotesPanel } from './notes-panel.ts';
import { PeakTable } from './peak-table.ts';
import { PictureChart } from './picture-chart.ts';
import { notedCaptures, notesHere } from './plot-notes-here.ts';
import { usePicture } from './use-picture.ts';
import { usePlotNotes } from './use-plot-notes.ts';

/** A spectrogram or a waterfall, and what is read off it at the moment, or of the capture, that is chosen. */
export function PictureBody({ view, show, signals, desk }: AnalysisBodyProps) {
  const { kind, at, moment } = view;
  const chosen = signals[view.chosen] ?? signals[0];
  const made = usePicture(view, signals, chosen, desk);
  const cursor = useSignal<Pair | null>(null);
  const notes = usePlotNotes(notedCaptures(view, signals, chosen));
  const here = notesHere(view, signals, chosen, notes.list);
  if (made === 'failed') {
    return html`<${Failure} title=${analysisWords.computeFailed} sentence="" retry=${() => location.reload()} />`;
  }
  const isSpectrogram = kind === 'spectrogram';
  const hasUnplaced =
    made !== 'computing' && made.inOrders && made.rows.some(({ speedRpm }) => speedRpm === null);
  const remarks = [
    isIntegrated(view, signals)
      ? analysisWords.integratedNote(analysisWords.hz(lowestHz(signals)))
      : analysisWords.peakNote,
    hasUnplaced ? analysisWords.rowsNeedSpeed : '',
  ];
  const remark = remarks.filter(Boolean).join(' ');
  const line = made === 'computing' ? null : made.line;
  const seconds = moment ?? 0;
  const onMoment = (next: number) => {
    const last = chosen.samples.length / chosen.sampleRateHz;
    show({ ...view, moment: Math.min(last, next) });
  };
  return html`${
    made === 'computing'
      ? html`<p class="card muted computing" role="status">${analysisWords.computing}…</p>`
      : html`<${PictureChart}
          view=${view}
          show=${show}
          made=${made}
          signals=${signals}
          cursor=${cursor}
          notes=${here}
          remark=${remark}
        />`
  }
    <div class="trends-below">
      ${
        line !== null &&
        html`<${CursorPanel}
            view=${view}
            show=${show}
            signal=${chosen}
            line=${line}
            onPlace=${(next: number) => show({ ...view, at: next })}
            moment=${isSpectrogram ? { seconds, onMoment } : undefined}
          />
          <${PeakTable}
            view=${view}
            show=${show}
            signal=${chosen}
            line=${line}
            when=${isSpectrogram ? analysisWords.peaksAt(analysisWords.seconds(seconds)) : undefined}
          />`
      }
      <${NotesPanel}
        view=${view}
        signal=${chosen}
        notes=${notes}
        here=${here}
        place=${() => (at === null ? null : { x: at, y: isSpectrogram ? moment : null })}
      />
      <${LabelsPanel} key=${chosen.key} signal=${chosen} />
    </div>`;
}
