import { html } from 'htm/preact';
import type { JobRow } from '#schemas/http/jobs';
import { Sentence } from '../../parts/sentence.ts';
import type { Column } from '../../parts/table/column.ts';
import { jobSays } from '../../text/job-says.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { age, dateTime, NO_VALUE } from '../../text/numbers.ts';
import { jobName, placeWords } from './job-columns.ts';

const saidOf = ({ sentence, reason }: JobRow) =>
  sentence === null ? NO_VALUE : jobSays({ sentence, reason });
const causeOf = ({ cause }: JobRow) => (cause === null ? NO_VALUE : words.causes[cause]);

/** What a list tells of each job that failed for good. */
export function deadColumns(nowMs: () => number): Column<JobRow>[] {
  return [
    {
      key: 'job',
      title: words.job,
      words: jobName,
      cell: (job) => html`<a class="job-link" href=${`/jobs/${job.jobId}`}>${jobName(job)}</a>`,
      isName: true,
    },
    {
      key: 'cause',
      title: words.cause,
      words: causeOf,
      cell: (job) => html`<span class="job-note">${causeOf(job)}</span>`,
    },
    {
      key: 'sentence',
      title: words.sentence,
      words: saidOf,
      cell: (job) => html`<span class="job-note"><${Sentence} of=${saidOf(job)} /></span>`,
    },
    { key: 'owner', title: words.owner, words: ({ ownerName }) => ownerName },
    {
      key: 'place',
      title: words.agent,
      words: placeWords,
      cell: (job) => html`<span class="job-place">${placeWords(job)}</span>`,
    },
    {
      key: 'ended',
      title: words.states.failed,
      words: (job) => dateTime(job.endedMs ?? job.createdMs),
      cell: (job) => {
        const atMs = job.endedMs ?? job.createdMs;
        return html`<span title=${dateTime(atMs)}>${age(atMs, nowMs())}</span>`;
      },
    },
    {
      key: 'created',
      title: words.created,
      words: ({ createdMs }) => dateTime(createdMs),
      sort: 'created',
      isExtra: true,
    },
    {
      key: 'queue',
      title: words.queue,
      words: ({ queue }) => words.queueNames[queue],
      isExtra: true,
    },
    {
      key: 'attempt',
      title: words.attempt,
      words: ({ attempt }) => String(attempt),
      align: 'end',
      isExtra: true,
    },
  ];
}
