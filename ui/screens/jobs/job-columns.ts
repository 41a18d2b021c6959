import { html } from 'htm/preact';
import type { JobRow } from '#schemas/http/jobs';
import { Sentence } from '../../parts/sentence.ts';
import type { Column } from '../../parts/table/column.ts';
import { jobSays } from '../../text/job-says.ts';
import { jobWords, kindWord, shortId } from '../../text/jobs.ts';
import { age, dateTime, NO_VALUE } from '../../text/numbers.ts';
import { JobStateTag, stateWords } from './job-state-tag.ts';
import { took } from './took.ts';

/** The name by which people tell jobs apart. */
export function jobName({ kind, jobId }: Pick<JobRow, 'kind' | 'jobId'>): string {
  return `${kindWord(kind)} ${shortId(jobId)}`;
}

/** Where it is done, or was. */
export function placeWords({ agentId, gpu }: Pick<JobRow, 'agentId' | 'gpu'>): string {
  if (agentId === null) return NO_VALUE;
  return gpu === null ? agentId : jobWords.onGpu(agentId, gpu);
}

/** Why it waits, or what it said at its end. */
function noteOf(job: JobRow): string {
  const { sentence, reason, state } = job;
  const said = state === 'running' || sentence === null ? '' : jobSays({ sentence, reason });
  return whyWaits(job) ?? said;
}

/** Why it does not run yet; null: it does, or has ended. */
export function whyWaits({ waits, waitsBecause }: JobRow): string | null {
  if (waits === null) return null;
  return (waitsBecause ?? [{ sentence: waits }]).map(jobSays).join(' ');
}

const durationOf = ({ startedMs, endedMs }: JobRow, nowMs: number) =>
  startedMs === null ? null : Math.max(0, (endedMs ?? nowMs) - startedMs);

/** What a list tells of each job. */
export function jobColumns(nowMs: () => number): Column<JobRow>[] {
  return [
    {
      key: 'job',
      title: jobWords.job,
      words: jobName,
      // A link, so that it can be opened beside the list.
      cell: (job) => html`<a class="job-link" href=${`/jobs/${job.jobId}`}>${jobName(job)}</a>`,
      isName: true,
    },
    {
      key: 'state',
      title: jobWords.state,
      words: stateWords,
      cell: (job) => html`<${JobStateTag} job=${job} />`,
    },
    {
      key: 'note',
      title: jobWords.note,
      words: noteOf,
      cell: (job) => html`<span class="job-note"><${Sentence} of=${noteOf(job)} /></span>`,
    },
    { key: 'queue', title: jobWords.queue, words: ({ queue }) => jobWords.queueNames[queue] },
    {
      key: 'place',
      title: jobWords.agent,
      words: placeWords,
      cell: (job) => html`<span class="job-place">${placeWords(job)}</span>`,
    },
    { key: 'owner', title: jobWords.owner, words: ({ ownerName }) => ownerName },
    {
      key: 'created',
      title: jobWords.created,
      words: ({ createdMs }) => dateTime(createdMs),
      cell: ({ createdMs }) =>
        html`<span title=${dateTime(createdMs)}>${age(createdMs, nowMs())}</span>`,
      sort: 'created',
    },
    {
      key: 'took',
      title: jobWords.took,
      words: (job) => took(durationOf(job, nowMs())),
      align: 'end',
    },
    {
      key: 'ended',
      title: jobWords.ended,
      words: ({ endedMs }) => (endedMs === null ? NO_VALUE : dateTime(endedMs)),
      isExtra: true,
    },
    {
      key: 'attempt',
      title: jobWords.attempt,
      words: ({ attempt }) => String(attempt),
      align: 'end',
      isExtra: true,
    },
    { key: 'id', title: jobWords.id, words: ({ jobId }) => jobId, isExtra: true },
  ];
}
