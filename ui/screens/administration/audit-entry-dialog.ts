import { html } from 'htm/preact';
import { AUDIT_ROUTES, type AuditDetail } from '#schemas/http/audit';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { administration } from '../../text/administration.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';

const words = administration.audit;

/** One entry with everything that was recorded, and whether it is intact. */
export function AuditEntryDialog({ seq, onClose }: { seq: number; onClose: () => void }) {
  const { state, reload } = useLoad(
    (signal) => request(AUDIT_ROUTES.auditEntry, { params: { seq: String(seq) }, signal }),
    [seq],
  );
  const loaded = state.value;
  return html`<${Dialog} title=${words.entry(seq)} onClose=${onClose} wide>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${Entry} entry=${loaded.value} />`}
    <div class="dialog-buttons">
      <button class="button primary" onClick=${onClose}>${text.close}</button>
    </div>
  <//>`;
}

function Entry({ entry }: { entry: AuditDetail }) {
  const { details, subject, isIntact, sealedBy, says, previousHash: _, ...facts } = entry;
  const rows = Object.entries(facts).filter(([, value]) => value !== null);
  return html`<div class="stack">
    <p class="strong">${says}</p>
    <p class=${isIntact ? 'muted' : 'strong'}>
      <${Icon} name=${isIntact ? 'good' : 'danger'} />${isIntact ? words.intact : words.broken}
      ${sealedBy === null ? words.unsealed : words.sealed(sealedBy.seq, dateTime(sealedBy.atMs))}
    </p>
    <dl class="facts">
      ${rows.map(
        ([name, value]) => html`<div key=${name}>
          <dt>${name}</dt>
          <dd>${name === 'atMs' ? dateTime(Number(value)) : String(value)}</dd>
        </div>`,
      )}
    </dl>
    <${Json} title=${words.details} value=${details} />
    ${subject != null && html`<${Json} title=${words.subject} value=${subject} />`}
  </div>`;
}

function Json({ title, value }: { title: string; value: unknown }) {
  return html`<section>
    <h3>${title}</h3>
    <pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>
  </section>`;
}
