import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { AUDIT_ROUTES, EXPORT_FORMATS } from '#schemas/http/audit';
import { requestFile } from '../../../http/request.ts';
import { useDownload } from '../../../parts/use-download.ts';
import { auditWords } from '../../../text/audit.ts';
import { AuditDownloadState } from './audit-download-state.ts';
import { type AuditFilterSignals, auditQuery } from './audit-filters.ts';

const words = auditWords.exports;

/** Takes entries out as a file, with the filters in force. */
export function AuditExport({ filters }: { filters: AuditFilterSignals }) {
  const menuId = useId();
  const download = useDownload();
  const isRunning = download.state.value.kind === 'running';
  const start = (format: (typeof EXPORT_FORMATS)[number]) => {
    const { from, to, ...others } = auditQuery(filters, Date.now());
    // A verifiable file holds every entry of its period, or it would prove nothing.
    const narrowed = format === 'jsonl' ? { from, to } : { from, to, ...others };
    const query = { ...narrowed, format };
    void download.start((signal) => requestFile(AUDIT_ROUTES.auditExport, { query, signal }));
  };
  return html`<div class="view-menu">
    <button class="button" popovertarget=${menuId}>${words.open}</button>
    <div id=${menuId} class="table-view wide" popover role="group" aria-label=${words.open}>
      <p class="muted">${words.lead}</p>
      <div class="stack tight">
        ${EXPORT_FORMATS.map(
          (format) => html`<button
            key=${format}
            class="button wide"
            disabled=${isRunning}
            onClick=${() => start(format)}
          >
            ${words.formats[format]}
          </button>`,
        )}
      </div>
      <p class="hint">${words.jsonlLead}</p>
      <${AuditDownloadState} download=${download} />
    </div>
  </div>`;
}
