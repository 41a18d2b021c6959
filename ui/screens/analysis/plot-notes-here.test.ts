import { expect, test } from 'bun:test';
import type { PlotNote } from '#schemas/http/plot-notes';
import type { LoadedSignal } from './loaded-signal.ts';
import { notedCaptures, notesHere } from './plot-notes-here.ts';

const signal = (captureId: string | null, pointId: string) =>
  ({ captureId, pointId }) as unknown as LoadedSignal;
const note = (captureId: string, pointId: string | null, view: PlotNote['view']) =>
  ({ captureId, pointId, view }) as unknown as PlotNote;
const [a1, a2, b1] = [signal('cp_a', 'pt_1'), signal('cp_a', 'pt_2'), signal('cp_b', 'pt_1')];
const signals = [a1, a2, b1, signal(null, 'pt_3')];

test('a spectrogram has the notes of its signal; a waterfall those of each row, at that row', () => {
  const notes = [
    note('cp_a', 'pt_1', 'spectrogram'),
    note('cp_a', 'pt_2', 'spectrogram'),
    note('cp_a', null, 'spectrogram'),
    note('cp_b', 'pt_1', 'waterfall'),
    note('cp_a', 'pt_2', 'waterfall'),
    note('cp_b', 'pt_9', 'waterfall'),
  ];
  const of = (kind: 'spectrogram' | 'waterfall') => notesHere({ kind }, signals, a1, notes);
  expect(of('spectrogram').map((one) => one.note)).toEqual([notes[0], notes[2]]);
  expect(of('waterfall')).toEqual([
    { note: notes[3], signal: b1 },
    { note: notes[4], signal: a2 },
  ]);
});

test('over lines of one capture all its notes of that view are seen', () => {
  const notes = [note('cp_a', 'pt_2', 'spectrum'), note('cp_a', 'pt_1', 'envelope')];
  expect(notesHere({ kind: 'spectrum' }, signals, a1, notes)).toEqual([
    { note: notes[0], signal: a1 },
  ]);
});

test('notes are asked for of what is shown, of each capture once, and not of what is live', () => {
  expect(notedCaptures({ kind: 'waterfall' }, signals, a1) as string[]).toEqual(['cp_a', 'cp_b']);
  expect(notedCaptures({ kind: 'spectrogram' }, signals, b1) as string[]).toEqual(['cp_b']);
  expect(notedCaptures({ kind: 'spectrum' }, signals, signals[3])).toEqual([]);
});
