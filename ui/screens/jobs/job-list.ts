import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { JOB_ROUTES, type JobRow } from '#schemas/http/jobs';
import type { JobId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { useAddress } from '../../session/use-address.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { JobBulk } from './job-bulk.ts';
import { jobColumns } from './job-columns.ts';
import { JobFilters, useJobFilters } from './job-filters.ts';
import { NewJobDialog } from './new-job-dialog.ts';
import { NotUpToDate } from './not-up-to-date.ts';
import { listedAt, useListedAddress } from './use-listed-address.ts';
import { useLive } from './use-live.ts';
import { WaitingJobs } from './waiting-jobs.ts';

const BULK = ['cancel', 'hold', 'pause', 'release', 'retry'] as const;

/** All jobs, live: found, filtered, and many of them cancelled, held, released or tried again at once. */
export function JobList() {
  const { session, router, now } = useApp();
  const isMaking = useSignal(false);
  const filters = useJobFilters();
  const begin = listedAt(useAddress());
  const list = useList<JobRow>(
    ({ sort, ...asked }, signal) =>
      request(JOB_ROUTES.jobs, {
        query: { ...asked, ...filters.query(now.peek()), ...sorted(sort) },
        signal,
      }),
    filters.chosen,
    begin.sort,
    [],
    begin.search,
  );
  useListedAddress(list);
  const question = JSON.stringify([
    list.sort.value,
    list.search.value,
    list.trail.value,
    filters.chosen,
  ]);
  const { state, lost } = useLive(list.state, list.reload, question);
  const rows = state.value.kind === 'ready' ? state.value.value.items : [];
  const open = ({ jobId }: { jobId: JobId }) => router.go(`/jobs/${jobId}`);
  const maySubmit = session.may('job:submit');
  return html`<p class="lead">${words.lead}</p>
    <${WaitingJobs} />
    <${NotUpToDate} lost=${lost} />
    <${DataTable}
      id="jobs"
      caption=${words.title}
      columns=${jobColumns(() => now.value)}
      list=${{ ...list, state }}
      keyOf=${({ jobId }: JobRow) => jobId}
      empty=${words.none}
      isFiltered=${filters.isAny}
      presetOf=${Object.keys(filters.signals)}
      onOpen=${open}
      filters=${html`<${JobFilters} filters=${filters} rows=${rows} />`}
      buttons=${
        maySubmit &&
        html`<button
          class="button primary"
          onClick=${() => {
            isMaking.value = true;
          }}
        >
          ${words.make}
        </button>`
      }
      bulk=${
        maySubmit || session.may('job:operate')
          ? (chosen: readonly JobRow[], clear: () => void) =>
              html`<${JobBulk} rows=${chosen} offered=${BULK} clear=${clear} onDone=${list.reload} />`
          : undefined
      }
    />
    ${
      isMaking.value &&
      html`<${NewJobDialog}
        rows=${rows}
        onMade=${open}
        onClose=${() => {
          isMaking.value = false;
        }}
      />`
    }`;
}

/** The hub refuses orders that it does not have: one that came with an old address is left out. */
function sorted(sort: string | undefined): { sort?: 'created' | '-created' } {
  return sort === 'created' || sort === '-created' ? { sort } : {};
}
