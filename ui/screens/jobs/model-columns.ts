import { html } from 'htm/preact';
import type { KeptModel } from '#schemas/http/models';
import type { Column } from '../../parts/table/column.ts';
import { shortId } from '../../text/jobs.ts';
import { modelWords as words } from '../../text/models.ts';
import { age, dateTime, NO_VALUE } from '../../text/numbers.ts';
import { measureOf } from './measure.ts';

/** The name by which people tell models apart. */
export function modelName({ name, version, sha256 }: KeptModel): string {
  return `${name} ${version} (${sha256.slice(0, 8)})`;
}

const size = measureOf('bytes').say;

/** What a list tells of each model. */
export function modelColumns(nowMs: () => number): Column<KeptModel>[] {
  return [
    { key: 'model', title: words.model, words: modelName, isName: true },
    {
      key: 'made',
      title: words.made,
      words: ({ createdMs }) => dateTime(createdMs),
      cell: ({ createdMs }) =>
        html`<span title=${dateTime(createdMs)}>${age(createdMs, nowMs())}</span>`,
    },
    {
      key: 'by',
      title: words.by,
      words: ({ jobId }) => (jobId === null ? NO_VALUE : shortId(jobId)),
      cell: ({ jobId }) =>
        jobId === null
          ? NO_VALUE
          : html`<a class="job-link" href=${`/jobs/${jobId}`}>${shortId(jobId)}</a>`,
    },
    { key: 'agent', title: words.agent, words: ({ agentId }) => agentId ?? NO_VALUE },
    { key: 'size', title: words.size, words: ({ bytes }) => size(bytes), align: 'end' },
    { key: 'hash', title: words.hash, words: ({ sha256 }) => sha256, isExtra: true },
  ];
}
