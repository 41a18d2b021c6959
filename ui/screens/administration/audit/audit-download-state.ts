import { html } from 'htm/preact';
import type { Download } from '../../../parts/use-download.ts';
import { auditWords } from '../../../text/audit.ts';
import { megabytes } from '../../../text/numbers.ts';

const words = auditWords.download;

/** How far a file is, with the way to stop it; nothing while there is none. */
export function AuditDownloadState({ download }: { download: Download }) {
  const state = download.state.value;
  return html`<div class="download-state" role="status">
    ${
      state.kind === 'running' &&
      html`<progress aria-label=${words.running('')}></progress>
        <span>${words.running(megabytes(state.bytes / 1e6))}</span>
        <button class="button small" onClick=${download.cancel}>${words.cancel}</button>`
    }
    ${state.kind === 'done' && html`<span>${words.done(state.name)}</span>`}
    ${state.kind === 'cancelled' && html`<span>${words.cancelled}</span>`}
    ${state.kind === 'failed' && html`<span class="hint wrong">${state.sentence}</span>`}
  </div>`;
}
