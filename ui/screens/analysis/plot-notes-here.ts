import type { PlotNote } from '#schemas/http/plot-notes';
import type { AnalysisView } from './analysis-address.ts';
import type { LoadedSignal } from './loaded-signal.ts';

/** A note of the plot that is shown, with the signal that it is of; its number is its place in the list. */
export interface NoteHere {
  readonly note: PlotNote;
  readonly signal: LoadedSignal;
}

/** The notes of a view: of lines and a spectrogram those of the chosen capture, of a waterfall those of each of its captures. */
export function notesHere(
  { kind }: Pick<AnalysisView, 'kind'>,
  signals: readonly LoadedSignal[],
  chosen: LoadedSignal,
  notes: readonly PlotNote[],
): NoteHere[] {
  return notes.flatMap((note) => {
    if (note.view !== kind) return [];
    const isOf = ({ captureId, pointId }: LoadedSignal) =>
      captureId === note.captureId && (note.pointId === null || note.pointId === pointId);
    // Lines of one capture lie over each other: a note of one is seen with all.
    if (kind !== 'spectrogram' && kind !== 'waterfall') return [{ note, signal: chosen }];
    const signal = isOf(chosen) ? chosen : kind === 'waterfall' ? signals.find(isOf) : undefined;
    return signal === undefined ? [] : [{ note, signal }];
  });
}

/** The captures whose notes are needed. */
export function notedCaptures(
  { kind }: Pick<AnalysisView, 'kind'>,
  signals: readonly LoadedSignal[],
  chosen: LoadedSignal,
) {
  const of = kind === 'waterfall' ? signals : [chosen];
  return [...new Set(of.flatMap(({ captureId }) => (captureId === null ? [] : [captureId])))];
}
