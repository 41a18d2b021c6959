import { html } from 'htm/preact';
import {
  AUDIT_KEEPING_ROUTES,
  type AuditKeeping,
  type AuditSegment,
} from '#schemas/http/audit-keeping';
import { request, requestFile } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useDownload } from '../../../parts/use-download.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { auditWords } from '../../../text/audit.ts';
import { count, dateTime } from '../../../text/numbers.ts';
import { AuditDownloadState } from './audit-download-state.ts';
import { AuditKeys } from './audit-keys.ts';
import { AuditTrailCheck } from './audit-trail-check.ts';

const words = auditWords.kept;

/** What proves the trail, and where its parts lie. */
export function AuditKept() {
  const { session } = useApp();
  const { state, reload } = useLoad(
    (signal) => request(AUDIT_KEEPING_ROUTES.auditSegments, { signal }),
    [],
  );
  const loaded = state.value;
  return html`<${AuditTrailCheck} />
    <section class="stack">
      <h3>${words.title}</h3>
      ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
      ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
      ${loaded.kind === 'ready' && html`<${Kept} keeping=${loaded.value} />`}
      ${session.may('setting:read') && html`<p><a class="button" href="/administration/trail">${words.change}</a></p>`}
    </section>
    ${loaded.kind === 'ready' && html`<${Segments} segments=${loaded.value.segments} />`}
    <${AuditKeys} />`;
}

function Kept({ keeping }: { keeping: AuditKeeping }) {
  const { retentionDays, firstSeq, lastSeq, firstMs, sealedSeq } = keeping;
  const isEmpty = firstSeq === null || lastSeq === null || firstMs === null;
  return html`<div class="lead">
    <p>${isEmpty ? words.nothing : words.here(dateTime(firstMs), count(lastSeq - firstSeq + 1))}</p>
    <p>${sealedSeq === null ? words.unsealed : words.sealed(count(sealedSeq))}</p>
    <p>${words.retention(count(retentionDays))}</p>
  </div>`;
}

function Segments({ segments }: { segments: readonly AuditSegment[] }) {
  const { session } = useApp();
  const download = useDownload();
  const list = useList<AuditSegment>(
    async (query) => pageOfRows(segments, COLUMNS, query),
    [segments],
  );
  const load = ({ last }: AuditSegment) =>
    download.start((signal) =>
      requestFile(AUDIT_KEEPING_ROUTES.auditSegment, { params: { last: String(last) }, signal }),
    );
  return html`<section class="stack">
    <h3>${words.segments}</h3>
    ${segments.length === 0 && html`<p class="muted">${words.none}</p>`}
    ${
      segments.length > 0 &&
      html`<${DataTable}
      id="audit-segments"
      caption=${words.segments}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ last }: AuditSegment) => String(last)}
      empty=${words.none}
      isSearchable=${false}
      actions=${
        session.may('audit:export')
          ? (row: AuditSegment) =>
              html`<button class="button" disabled=${download.state.value.kind === 'running'} onClick=${() => load(row)}>
                ${words.download}<span class="spoken"> ${row.file}</span>
              </button>`
          : undefined
      }
    />`
    }
    <${AuditDownloadState} download=${download} />
  </section>`;
}

const COLUMNS: Column<AuditSegment>[] = [
  {
    key: 'range',
    title: words.range,
    words: ({ first, last }) => `${count(first)}–${count(last)}`,
    order: ({ first }) => first,
    sort: 'range',
    isName: true,
  },
  { key: 'file', title: words.file, words: ({ file }) => file },
  { key: 'exported', title: words.exported, words: ({ exportedMs }) => dateTime(exportedMs) },
  {
    key: 'pruned',
    title: words.pruned,
    words: ({ prunedMs }) => (prunedMs === null ? words.notPruned : dateTime(prunedMs)),
  },
  {
    key: 'sha256',
    title: words.sha256,
    words: ({ sha256 }) => sha256,
    cell: ({ sha256 }) => html`<code class="hash">${sha256}</code>`,
    isExtra: true,
  },
];
