import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { AUDIT_ROUTES, type AuditRow } from '#schemas/http/audit';
import { request } from '../../http/request.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { Icon, type IconName } from '../../parts/icon.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { dateTime } from '../../text/numbers.ts';
import { AuditEntryDialog } from './audit-entry-dialog.ts';
import { TrailCheck } from './trail-check.ts';

const words = administration.audit;
const DAY_MS = 86_400_000;
const SPANS = { '': null, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;
type Span = keyof typeof SPANS;
const SIGNS: Record<AuditRow['severity'], IconName | null> = {
  info: null,
  warning: 'advisory',
  critical: 'warning',
};

/** Who did what: searched, narrowed, opened, taken out, checked. */
export function AuditSection() {
  const { session } = useApp();
  const severity = useSignal('');
  const outcome = useSignal('');
  const span = useSignal<Span>('');
  const shown = useSignal<number | null>(null);
  const filters = () => ({
    severity: severity.value || undefined,
    outcome: outcome.value || undefined,
    from: SPANS[span.value] === null ? undefined : Date.now() - SPANS[span.value]!,
  });
  const list = useList<AuditRow>(
    ({ sort: _, ...query }, signal) =>
      request(AUDIT_ROUTES.audit, { query: { ...query, ...filters() }, signal }),
    [severity.value, outcome.value, span.value],
  );
  return html`<${TrailCheck} />
    <${DataTable}
      id="audit"
      caption=${administration.sections.audit}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ seq }: AuditRow) => String(seq)}
      empty=${words.none}
      isFiltered=${severity.value !== '' || outcome.value !== '' || span.value !== ''}
      onOpen=${({ seq }: AuditRow) => {
        shown.value = seq;
      }}
      filters=${html`<${Filters} severity=${severity} outcome=${outcome} span=${span} />`}
      buttons=${session.may('audit:export') && html`<${Exports} filters=${filters} q=${list.search.value} />`}
    />
    ${
      shown.value !== null &&
      html`<${AuditEntryDialog}
        seq=${shown.value}
        onClose=${() => {
          shown.value = null;
        }}
      />`
    }`;
}

function Filters({
  severity,
  outcome,
  span,
}: {
  severity: Signal<string>;
  outcome: Signal<string>;
  span: Signal<Span>;
}) {
  const choices = (of: Readonly<Record<string, string>>) =>
    [['', words.any] as const, ...Object.entries(of)] as const;
  return html`
    <${SelectField} id="audit-severity" label=${words.severity} value=${severity} choices=${choices(words.severities)} />
    <${SelectField} id="audit-outcome" label=${words.outcome} value=${outcome} choices=${choices(words.outcomes)} />
    <${SelectField} id="audit-span" label=${words.since} value=${span} choices=${Object.entries(words.spans)} />
  `;
}

/** Links, not requests: the browser keeps the file as it comes. */
function Exports({ filters, q }: { filters: () => Record<string, unknown>; q: string }) {
  const address = (format: string) => {
    const narrowed = format === 'jsonl' ? {} : { ...filters(), q: q.trim() || undefined };
    const asked = Object.entries({ ...narrowed, format }).filter(
      ([, value]) => value !== undefined,
    );
    const query = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
    return `${AUDIT_ROUTES.auditExport.path}?${query}`;
  };
  return html`<span class="muted">${words.exports}</span>
    ${['csv', 'json', 'pdf', 'jsonl'].map(
      (
        format,
      ) => html`<a key=${format} class="button" href=${address(format)} target="_self" download>
        ${format.toUpperCase()}
      </a>`,
    )}`;
}

const COLUMNS: Column<AuditRow>[] = [
  { key: 'time', title: words.time, words: ({ atMs }) => dateTime(atMs) },
  {
    key: 'what',
    title: words.what,
    words: ({ says }) => says,
    cell: ({ says, severity }) => {
      const sign = SIGNS[severity];
      return html`${sign !== null && html`<${Icon} name=${sign} /><span class="spoken">${words.severities[severity]}: </span>`}${says}`;
    },
    isName: true,
  },
  {
    key: 'who',
    title: words.who,
    words: ({ actorName, actorId, actorRole }) =>
      actorName ?? (actorId === null ? (actorRole ?? words.stranger) : words.erased),
  },
  {
    key: 'on',
    title: words.on,
    words: ({ subjectName, resourceId, resourceType }) => subjectName ?? resourceId ?? resourceType,
  },
  { key: 'outcome', title: words.outcome, words: ({ outcome }) => words.outcomes[outcome] },
  { key: 'from', title: words.from, words: ({ address }) => address ?? '' },
  { key: 'event', title: words.event, words: ({ event }) => event, isExtra: true },
];
