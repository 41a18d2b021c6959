import { html } from 'htm/preact';
import type { BulkAnswer, PersonRow } from '#schemas/http/people';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { text } from '../../../text/en.ts';
import { people } from '../../../text/people.ts';

const words = people.bulk;

/** What became of each account when several were changed at once and some were refused. */
export function UsersBulkOutcome({
  outcomes,
  rows,
  onClose,
}: {
  outcomes: BulkAnswer['outcomes'];
  rows: readonly PersonRow[];
  onClose: () => void;
}) {
  const done = outcomes.filter((outcome) => outcome.done).length;
  const nameOf = (userId: string) => rows.find((row) => row.userId === userId)?.name ?? userId;
  return html`<${Dialog} title=${words.outcome(done, outcomes.length - done)} onClose=${onClose}>
    <ul class="outcomes">
      ${outcomes.map(
        (outcome) => html`<li key=${outcome.userId}>
          <span class="strong">${nameOf(outcome.userId)}</span>
          <span class=${outcome.done ? 'muted' : ''}>${outcome.done ? words.resultDone : outcome.sentence}</span>
        </li>`,
      )}
    </ul>
    <div class="dialog-buttons">
      <button class="button primary" onClick=${onClose}>${text.close}</button>
    </div>
  <//>`;
}
