import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { JOB_ROUTES, type KindRow, type QueueRow } from '#schemas/http/jobs';
import { QUEUES } from '#schemas/jobs/queues';
import { request } from '../../http/request.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { pageOfRows } from '../../parts/table/page-of-rows.ts';
import { useList } from '../../parts/table/use-list.ts';
import { Tag } from '../../parts/tag.ts';
import { useApp } from '../../session/app.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { age, count } from '../../text/numbers.ts';
import { KindTable } from './kind-table.ts';
import { NotUpToDate } from './not-up-to-date.ts';
import { QueueActions } from './queue-actions.ts';
import { took } from './took.ts';
import { useLive } from './use-live.ts';

const PRIORITY_MAX = Math.max(...Object.values(QUEUES).map(({ priority }) => priority));

type Spread = QueueRow['waitMs'];
const spread = ({ p50, p95 }: Spread) => `${took(p50)} / ${took(p95)}`;

/** The queues, live: what waits in each, how fast it goes, and for who operates them how to stop and empty one. */
export function QueueList() {
  const { session, now } = useApp();
  const columns = queueColumns(() => now.value);
  const kinds = useSignal<readonly KindRow[] | null>(null);
  const list = useList<QueueRow>(async (query, signal) => {
    const answer = await request(JOB_ROUTES.queues, { signal });
    const { queues } = answer;
    if (!signal.aborted) kinds.value = answer.kinds;
    return pageOfRows(queues, columns, query);
  }, []);
  const { state, lost } = useLive(list.state, list.reload, list.sort.value ?? '');
  const actions = (queue: QueueRow) =>
    html`<${QueueActions} queue=${queue} onDone=${list.reload} />`;
  return html`<p class="lead">${words.queuesLead}</p>
    <${NotUpToDate} lost=${lost} />
    <${DataTable}
      id="queues"
      caption=${words.tabs.queues}
      columns=${columns}
      list=${{ ...list, state }}
      keyOf=${({ queue }: QueueRow) => queue}
      empty=""
      isSearchable=${false}
      actions=${session.may('job:operate') ? actions : undefined}
    />
    <p class="muted">${words.spreadNote}</p>
    ${kinds.value !== null && html`<${KindTable} kinds=${kinds.value} />`}`;
}

function queueColumns(nowMs: () => number): Column<QueueRow>[] {
  const figure = (key: 'depth' | 'active' | 'scheduled' | 'retrying' | 'held' | 'failedLastHour') =>
    ({
      key,
      title: words[key],
      words: (row: QueueRow) => count(row[key]),
      order: (row: QueueRow) => row[key],
      sort: key,
      align: 'end',
    }) satisfies Column<QueueRow>;
  return [
    {
      key: 'queue',
      title: words.queue,
      words: ({ queue }) => words.queueNames[queue],
      cell: ({ queue }) =>
        html`<a class="job-link" href=${`/jobs?queue=${queue}`}>${words.queueNames[queue]}</a>`,
      isName: true,
    },
    {
      key: 'state',
      title: words.state,
      words: (row) => stateOf(row, nowMs()),
      cell: (row) =>
        html`<${Tag} kind=${row.pausedMs === null ? 'plain' : 'notice'}>${stateOf(row, nowMs())}<//>`,
    },
    {
      key: 'priority',
      title: words.priority,
      words: ({ priority }) => String(priority),
      cell: ({ priority }) =>
        html`<span class="queue-priority"><span class="queue-figure">${priority}</span><span class="queue-bar" aria-hidden="true"><span class="queue-fill" style=${{ width: `${(100 * priority) / PRIORITY_MAX}%` }}></span></span></span>`,
    },
    figure('depth'),
    figure('active'),
    figure('scheduled'),
    figure('retrying'),
    figure('held'),
    {
      ...figure('failedLastHour'),
      cell: ({ failedLastHour }) =>
        failedLastHour === 0 ? count(0) : html`<${Tag} kind="notice">${count(failedLastHour)}<//>`,
    },
    {
      key: 'wait',
      title: words.wait,
      words: ({ waitMs }) => spread(waitMs),
      cell: ({ waitMs }) => html`<span class="job-spread">${spread(waitMs)}</span>`,
      align: 'end',
    },
    {
      key: 'run',
      title: words.run,
      words: ({ runMs }) => spread(runMs),
      cell: ({ runMs }) => html`<span class="job-spread">${spread(runMs)}</span>`,
      align: 'end',
    },
  ];
}

const stateOf = ({ pausedMs }: QueueRow, nowMs: number) =>
  pausedMs === null ? words.goesOn : words.stopped(age(pausedMs, nowMs));
