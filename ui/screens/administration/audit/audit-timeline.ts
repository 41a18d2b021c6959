import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AuditRow } from '#schemas/audit/audit-row';
import { Failure } from '../../../parts/failure.ts';
import { Segments } from '../../../parts/segments.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useAddressSignal } from '../../../session/use-address.ts';
import { auditWords } from '../../../text/audit.ts';
import { auditEventWords } from '../../../text/audit-event-words.ts';
import { text } from '../../../text/en.ts';
import { clockTime, dateTime } from '../../../text/numbers.ts';
import { AuditWhat, aboutWhat, whoDid } from './audit-columns.ts';
import { AuditEntryDialog } from './audit-entry-dialog.ts';
import { AuditFilterBar } from './audit-filter-bar.ts';
import { isFiltered, useAuditFilters } from './audit-filters.ts';
import { useOlderEntries } from './audit-older-entries.ts';

const words = auditWords.timeline;
type Grouping = keyof typeof words.groups;
/** Day is what an address means that says nothing. */
const GROUPINGS = Object.entries(words.groups).map(
  ([key, word]) => [key === 'day' ? '' : key, word] as const,
);
const isGrouping = (word: string): word is Grouping => word in words.groups;

/** The trail as a story, group by group; what is older comes as one reads on. */
export function AuditTimeline() {
  const filters = useAuditFilters();
  const entry = useAddressSignal('entry');
  const group = useAddressSignal('group');
  const grouping = isGrouping(group.value) ? group.value : 'day';
  const { rows, state, more } = useOlderEntries(filters);
  const open = (seq: number | null) => {
    entry.value = seq === null ? '' : String(seq);
  };
  const { kind } = state.value;
  return html`<${AuditFilterBar} filters=${filters} rows=${rows.value} />
    <div class="row">
      <span class="muted">${words.group}</span>
      <${Segments} label=${words.group} name="timeline-group" value=${group} choices=${GROUPINGS} />
    </div>
    ${[...groupsOf(rows.value, grouping)].map(
      ([title, entries]) =>
        html`<${Group} key=${title} title=${title} entries=${entries} grouping=${grouping} onOpen=${open} />`,
    )}
    ${kind === 'loading' && html`<div role="status"><span class="spoken">${text.loading}</span><${Skeleton} blocks=${1} /></div>`}
    ${kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${(state.value as { sentence: string }).sentence} retry=${more} />`}
    ${kind === 'more' && html`<${More} key=${rows.value.length} onMore=${more} />`}
    ${
      kind === 'end' &&
      html`<p class=${rows.value.length === 0 ? 'table-empty' : 'muted'} role="status">
        ${rows.value.length > 0 ? words.end : isFiltered(filters) ? auditWords.noneFits : auditWords.none}
      </p>`
    }
    ${
      /^\d{1,15}$/.test(entry.value) &&
      html`<${AuditEntryDialog} seq=${Number(entry.value)} shown=${rows.value.map(({ seq }) => seq)} onShow=${open} />`
    }`;
}

/** In the order in which each group was met first: the newest in front. */
function groupsOf(rows: readonly AuditRow[], grouping: Grouping): Map<string, AuditRow[]> {
  return Map.groupBy(rows, (row) => {
    if (grouping === 'person') return whoDid(row);
    return grouping === 'event' ? auditEventWords(row.event) : dateTime(row.atMs).slice(0, 10);
  });
}

function Group({
  title,
  entries,
  grouping,
  onOpen,
}: {
  title: string;
  entries: readonly AuditRow[];
  grouping: Grouping;
  onOpen: (seq: number) => void;
}) {
  return html`<details class="timeline" open>
    <summary>
      <h3>${title}</h3>
      <span class="muted">${words.entries(entries.length)}</span>
    </summary>
    <ol>
      ${entries.map(
        (row) => html`<li key=${row.seq} data-severity=${row.severity}>
          <time datetime=${new Date(row.atMs).toISOString()}>${grouping === 'day' ? clockTime(row.atMs) : dateTime(row.atMs)}</time>
          <button class="timeline-entry" onClick=${() => onOpen(row.seq)}>
            <span><${AuditWhat} row=${row} /></span>
            <span class="muted">${factsOf(row, grouping)}</span>
          </button>
        </li>`,
      )}
    </ol>
  </details>`;
}

function factsOf(row: AuditRow, grouping: Grouping): string {
  const { outcome, address } = row;
  return [
    grouping === 'person' ? null : whoDid(row),
    aboutWhat(row),
    address,
    outcome === 'done' ? null : auditWords.outcomes[outcome],
  ]
    .filter(Boolean)
    .join(' · ');
}

/** More when it comes into sight, or is pressed: a screen reader and a keyboard do not scroll. */
function More({ onMore }: { onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      ([{ isIntersecting }]) => isIntersecting && onMore(),
      {
        rootMargin: '200px',
      },
    );
    observer.observe(button.current!);
    return () => observer.disconnect();
  }, []);
  return html`<button ref=${button} class="button" onClick=${onMore}>${words.older}</button>`;
}
