import { html } from 'htm/preact';
import { AUDIT_ROUTES, type AuditDetail } from '#schemas/http/audit';
import { request } from '../../../http/request.ts';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { Failure } from '../../../parts/failure.ts';
import { Icon } from '../../../parts/icon.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { auditWords } from '../../../text/audit.ts';
import { text } from '../../../text/en.ts';
import { dateTime } from '../../../text/numbers.ts';
import { AuditWhat } from './audit-columns.ts';
import { AuditDetails } from './audit-details.ts';

const words = auditWords.entry;

interface AuditEntryDialogProps {
  readonly seq: number;
  /** Numbers of the entries of the list that it was opened from, newest first. */
  readonly shown: readonly number[];
  /** Shows another one; null: closes. */
  readonly onShow: (seq: number | null) => void;
}

/** One entry with everything that was recorded, whether it is intact, and its neighbours in the list. */
export function AuditEntryDialog({ seq, shown, onShow }: AuditEntryDialogProps) {
  const { state, reload } = useLoad(
    (signal) => request(AUDIT_ROUTES.auditEntry, { params: { seq: String(seq) }, signal }),
    [seq],
  );
  const loaded = state.value;
  const at = shown.indexOf(seq);
  const newer = at > 0 ? shown[at - 1] : undefined;
  const older = at >= 0 ? shown[at + 1] : undefined;
  const neighbour = (to: number | undefined, word: string) => html`<button
    class="button"
    disabled=${to === undefined}
    onClick=${() => to !== undefined && onShow(to)}
  >
    ${word}
  </button>`;
  return html`<${Dialog} title=${words.title(seq)} onClose=${() => onShow(null)} wide>
    <div class="entry-body" aria-live="polite" aria-busy=${loaded.kind === 'loading'}>
      ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
      ${loaded.kind === 'failed' && html`<${Failure} title=${words.gone} sentence=${loaded.sentence} retry=${reload} />`}
      ${loaded.kind === 'ready' && html`<${Entry} entry=${loaded.value} />`}
    </div>
    <div class="dialog-buttons">
      ${neighbour(newer, words.newer)}${neighbour(older, words.older)}
      <span class="spring"></span>
      <button class="button primary" autofocus onClick=${() => onShow(null)}>${text.close}</button>
    </div>
  <//>`;
}

function Entry({ entry }: { entry: AuditDetail }) {
  const { isIntact, sealedBy } = entry;
  return html`<div class="stack">
    <p class="strong"><${AuditWhat} row=${entry} /></p>
    <p class="verdict" data-intact=${isIntact}>
      <${Icon} name=${isIntact ? 'good' : 'danger'} />
      <span>
        <span class="strong">${isIntact ? words.intact : words.broken}.</span>
        ${' '}${isIntact ? words.intactLead : words.brokenLead}
        ${' '}${sealedBy === null ? words.unsealed : words.sealed(sealedBy.seq, dateTime(sealedBy.atMs))}
      </span>
    </p>
    <${AuditDetails} entry=${entry} />
  </div>`;
}
