import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { JOB_ROUTES, type JobRow } from '#schemas/http/jobs';
import type { FailureCause } from '#schemas/jobs/job';
import { request } from '../../http/request.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { useAddress, useAddressSignal } from '../../session/use-address.ts';
import { jobWords as words } from '../../text/jobs.ts';
import type { ChosenCause } from './chosen-cause.ts';
import { DeadCauses } from './dead-causes.ts';
import { deadColumns } from './dead-columns.ts';
import { JobBulk } from './job-bulk.ts';
import { JobFilters, useJobFilters } from './job-filters.ts';
import { NotUpToDate } from './not-up-to-date.ts';
import { TracebackDialog } from './traceback-dialog.ts';
import { listedAt, useListedAddress } from './use-listed-address.ts';
import { useLive } from './use-live.ts';

const BULK = ['retry', 'archive', 'delete'] as const;

/** Jobs that failed for good: what of, which, where it happened, and what can be done with them. */
export function DeadLetters() {
  const { session, router, now } = useApp();
  const shelf = useAddressSignal('shelf');
  const chosen: ChosenCause = {
    cause: useAddressSignal('cause'),
    sentence: useAddressSignal('sentence'),
  };
  const filters = useJobFilters();
  const isArchived = shelf.value === 'archived';
  const inputs = [...filters.chosen, shelf.value, chosen.cause.value, chosen.sentence.value];
  const begin = listedAt(useAddress());
  const list = useList<JobRow>(
    ({ sort, ...asked }, signal) => {
      const { state: _, ...query } = filters.query(now.peek());
      return request(JOB_ROUTES.deadLetters, {
        query: {
          ...asked,
          ...query,
          archived: isArchived,
          cause: (chosen.cause.value as FailureCause) || undefined,
          sentence: chosen.sentence.value || undefined,
          ...(sort === 'created' || sort === '-created' ? { sort } : {}),
        },
        signal,
      });
    },
    inputs,
    begin.sort,
    [],
    begin.search,
  );
  useListedAddress(list);
  const question = JSON.stringify([list.sort.value, list.search.value, list.trail.value, inputs]);
  const { state, lost } = useLive(list.state, list.reload, question);
  const rows = state.value.kind === 'ready' ? state.value.value.items : [];
  const shown = useSignal<JobRow | null>(null);
  const traceback = (job: JobRow) => html`<button
    class="button"
    onClick=${() => {
      shown.value = job;
    }}
  >
    ${words.traceback}
  </button>`;
  return html`<p class="lead">${words.deadLead}</p>
    <${NotUpToDate} lost=${lost} />
    <${DeadCauses} chosen=${chosen} kind=${filters.signals.kind} />
    <${DataTable}
      id="dead-letters"
      caption=${words.tabs.dead}
      presetOf=${[...Object.keys(filters.signals), 'shelf', 'cause', 'sentence']}
      columns=${deadColumns(() => now.value)}
      list=${{ ...list, state }}
      keyOf=${({ jobId }: JobRow) => jobId}
      empty=${isArchived ? words.deadNoneArchived : words.deadNone}
      isFiltered=${filters.isAny || chosen.cause.value !== ''}
      onOpen=${({ jobId }: JobRow) => router.go(`/jobs/${jobId}`)}
      actions=${traceback}
      filters=${html`<${JobFilters} filters=${filters} rows=${rows} hasState=${false}>
        <${SelectField} id="dead-shelf" label=${words.shelf} value=${shelf} choices=${Object.entries(words.shelves)} />
      <//>`}
      bulk=${
        session.may('job:operate')
          ? (picked: readonly JobRow[], clear: () => void) =>
              html`<${JobBulk} rows=${picked} offered=${BULK} clear=${clear} onDone=${list.reload} />`
          : undefined
      }
    />
    ${
      shown.value !== null &&
      html`<${TracebackDialog}
        job=${shown.value}
        onDone=${list.reload}
        onClose=${() => {
          shown.value = null;
        }}
      />`
    }`;
}
