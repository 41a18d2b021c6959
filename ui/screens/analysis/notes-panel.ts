import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { PlotNote } from '#schemas/http/plot-notes';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { analysisWords } from '../../text/analysis.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import type { AnalysisView } from './analysis-address.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { useMayLabel } from './use-may-label.ts';
import type { PlotNotesHere } from './use-plot-notes.ts';

interface NotesPanelProps {
  readonly view: AnalysisView;
  readonly signal: LoadedSignal;
  readonly notes: PlotNotesHere;
  readonly cursor: Signal<number | null>;
}

/** Notes on this plot of the chosen capture, numbered as on the chart, and the way to pin another. */
export function NotesPanel({ view, signal, notes, cursor }: NotesPanelProps) {
  const { notices } = useApp();
  const draft = useSignal('');
  const isBusy = useSignal(false);
  const here = notes.list.filter((note) => note.view === view.kind);
  const mayNote = useMayLabel(signal.pointId);
  const at = view.at ?? (view.kind === 'waveform' ? cursor.value : null);
  const act = async (doing: Promise<void>, sentence: string, undo: (() => void) | null = null) => {
    isBusy.value = true;
    try {
      await doing;
      notices.done(sentence, undo);
    } catch (error) {
      notices.failed((error as Error).message);
    } finally {
      isBusy.value = false;
    }
  };
  const add = async (event: Event) => {
    event.preventDefault();
    const words = draft.value.trim();
    if (at === null || words === '') return;
    const { pointId } = signal;
    await act(notes.add({ pointId, view: view.kind, x: at, text: words }), analysisWords.noteKept);
    draft.value = '';
  };
  const remove = ({ noteId, pointId, view: where, x, text: words }: PlotNote) =>
    act(
      notes.remove(noteId),
      analysisWords.noteRemoved,
      () => void act(notes.add({ pointId, view: where, x, text: words }), analysisWords.noteKept),
    );
  return html`<section class="card" aria-labelledby="notes-title">
    <h2 id="notes-title">${analysisWords.notes}</h2>
    ${signal.captureId === null ? html`<p class="hint">${analysisWords.notesOnlyCaptures}</p>` : html`<p class="hint">${analysisWords.notesNote}</p>`}
    ${
      notes.failed &&
      html`<p class="hint wrong" role="alert">
        ${analysisWords.notesFailed} <button class="button small" onClick=${notes.reload}>${text.retry}</button>
      </p>`
    }
    ${signal.captureId !== null && here.length === 0 && !notes.failed && html`<p class="muted">${analysisWords.noNotes}</p>`}
    <ol class="plot-notes">
      ${here.map(
        (note) => html`<li key=${note.noteId}>
          <div>
            <p>${note.text}</p>
            <small class="muted">
              ${analysisWords.noteAt(placeOf(note))} · ${note.byName} · ${dateTime(note.atMs)}
            </small>
          </div>
          ${
            mayNote &&
            html`<button
              class="button quiet icon-only"
              aria-label=${analysisWords.removeNote}
              disabled=${isBusy.value}
              onClick=${() => void remove(note)}
            >
              <${Icon} name="close" />
            </button>`
          }
        </li>`,
      )}
    </ol>
    ${
      signal.captureId !== null &&
      mayNote &&
      html`<form class="stack" onSubmit=${add}>
        <div class="field">
          <label for="plot-note">${analysisWords.note}</label>
          <textarea
            id="plot-note"
            rows="2"
            maxlength="500"
            value=${draft}
            onInput=${(event: Event) => {
              draft.value = (event.target as HTMLTextAreaElement).value;
            }}
          ></textarea>
        </div>
        ${at === null && html`<p class="hint">${analysisWords.noteNeedsCursor}</p>`}
        <button class="button" disabled=${at === null || draft.value.trim() === '' || isBusy.value}>
          ${analysisWords.addNote}
        </button>
      </form>`
    }
  </section>`;
}

function placeOf({ view, x }: PlotNote): string {
  return view === 'waveform' ? analysisWords.seconds(x) : analysisWords.hz(x);
}
