import { html } from 'htm/preact';
import { AUDIT_ROUTES } from '#schemas/http/audit';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { saveFile } from '../../../parts/save-file.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { auditWords } from '../../../text/audit.ts';

const words = auditWords.check;

/** The public keys of the signatures: kept elsewhere, they prove what this hub cannot alter. */
export function AuditKeys() {
  const { state, reload } = useLoad((signal) => request(AUDIT_ROUTES.auditKeys, { signal }), []);
  const loaded = state.value;
  if (loaded.kind === 'loading') return null;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${words.keys} sentence=${loaded.sentence} retry=${reload} />`;
  }
  const { keys } = loaded.value;
  return html`<section class="stack">
    <h3>${words.keys}</h3>
    <p class="lead">${words.elsewhere}</p>
    ${keys.length === 0 && html`<p class="muted">${words.noKeys}</p>`}
    <ul class="plain-list">
      ${keys.map(
        ({ keyId, pem }) => html`<li key=${keyId}>
          <code class="grow hash">${keyId}</code>
          <button class="button" onClick=${() => saveFile(`${keyId}.pem`, 'application/x-pem-file', pem)}>
            ${auditWords.kept.download}<span class="spoken"> ${keyId}</span>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}
