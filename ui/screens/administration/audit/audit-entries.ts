import { effect } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { AuditRow } from '#schemas/audit/audit-row';
import { AUDIT_ROUTES } from '#schemas/http/audit';
import { request } from '../../../http/request.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useApp } from '../../../session/app.ts';
import { useAddressSignal } from '../../../session/use-address.ts';
import { administration } from '../../../text/administration.ts';
import { auditWords } from '../../../text/audit.ts';
import { AUDIT_COLUMNS } from './audit-columns.ts';
import { AuditEntryDialog } from './audit-entry-dialog.ts';
import { AuditExport } from './audit-export.ts';
import { AuditFilterBar } from './audit-filter-bar.ts';
import {
  AUDIT_FILTERS,
  auditInputs,
  auditQuery,
  isFiltered,
  useAuditFilters,
} from './audit-filters.ts';

/** The way to the page that is shown stands in the address, too: a cursor of the trail is figures and a dot. */
const trailOf = (word: string) => (/^[\d._]+$/.test(word) ? word.split('_') : []);

/** The trail as a table: narrowed, searched, paged, opened, taken out; the address says all of it. */
export function AuditEntries() {
  const { session } = useApp();
  const filters = useAuditFilters();
  const page = useAddressSignal('page');
  const entry = useAddressSignal('entry');
  const list = useList<AuditRow>(
    ({ sort: _, q: __, ...query }, signal) =>
      request(AUDIT_ROUTES.audit, {
        query: { ...query, ...auditQuery(filters, Date.now()) },
        signal,
      }),
    auditInputs(filters),
    undefined,
    trailOf(page.peek()),
  );
  useEffect(
    () =>
      effect(() => {
        page.value = list.trail.value.join('_');
      }),
    [],
  );
  const state = list.state.value;
  const rows = state.kind === 'ready' ? state.value.items : [];
  const shown = rows.map(({ seq }) => seq);
  const open = (seq: number | null) => {
    entry.value = seq === null ? '' : String(seq);
  };
  return html`<${AuditFilterBar} filters=${filters} rows=${rows} />
    <${DataTable}
      id="audit"
      caption=${administration.sections.audit}
      columns=${AUDIT_COLUMNS}
      list=${list}
      keyOf=${({ seq }: AuditRow) => String(seq)}
      empty=${auditWords.none}
      isFiltered=${isFiltered(filters)}
      presetOf=${AUDIT_FILTERS}
      isSearchable=${false}
      onOpen=${({ seq }: AuditRow) => open(seq)}
      buttons=${session.may('audit:export') && html`<${AuditExport} filters=${filters} />`}
    />
    ${
      /^\d{1,15}$/.test(entry.value) &&
      html`<${AuditEntryDialog} seq=${Number(entry.value)} shown=${shown} onShow=${open} />`
    }`;
}
