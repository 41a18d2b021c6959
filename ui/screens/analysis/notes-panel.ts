import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { PlotNote } from '#schemas/http/plot-notes';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { analysisWords } from '../../text/analysis.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import type { AnalysisView } from './analysis-address.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import type { NoteHere } from './plot-notes-here.ts';
import { useMayLabel } from './use-may-label.ts';
import type { PlotNotesHere } from './use-plot-notes.ts';

interface NotesPanelProps {
  readonly view: AnalysisView;
  readonly signal: LoadedSignal;
  readonly notes: PlotNotesHere;
  /** Those of the plot. */
  readonly here: readonly NoteHere[];
  /** Where the cursor stands: another note would be pinned there. Read while the panel is drawn. */
  readonly place: () => { readonly x: number; readonly y: number | null } | null;
}

/** Notes on this plot of the chosen capture, numbered as on the chart, and the way to pin another. */
export function NotesPanel({ view, signal, notes, here, place }: NotesPanelProps) {
  const { notices } = useApp();
  const draft = useSignal('');
  const isBusy = useSignal(false);
  const mayNote = useMayLabel(signal.pointId);
  const at = place();
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
    const { captureId, pointId } = signal;
    if (at === null || words === '' || captureId === null) return;
    const edit = { pointId, view: view.kind, ...at, text: words };
    await act(notes.add(captureId, edit), analysisWords.noteKept);
    draft.value = '';
  };
  const remove = (note: PlotNote) => {
    const { captureId, pointId, view: where, x, y, text: words } = note;
    const edit = { pointId, view: where, x, y, text: words };
    const undo = () => void act(notes.add(captureId, edit), analysisWords.noteKept);
    return act(notes.remove(note), analysisWords.noteRemoved, undo);
  };
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
        ({ note, signal: of }) => html`<li key=${note.noteId}>
          <div>
            <p>${note.text}</p>
            <small class="muted">
              ${[whereIs(note, of), note.byName, dateTime(note.atMs)].join(' · ')}
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

/** In a waterfall each note is of one of its captures. */
function whereIs(note: PlotNote, { name, atMs }: LoadedSignal): string {
  const place = placeOf(note);
  return note.view === 'waterfall'
    ? analysisWords.noteAtOf(place, analysisWords.at(name, dateTime(atMs)))
    : analysisWords.noteAt(place);
}

function placeOf({ view, x, y }: PlotNote): string {
  if (view === 'waveform') return analysisWords.seconds(x);
  return y === null ? analysisWords.hz(x) : `${analysisWords.hz(x)}, ${analysisWords.seconds(y)}`;
}
