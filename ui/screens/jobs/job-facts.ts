import { html } from 'htm/preact';
import type { Job } from '#schemas/http/jobs';
import { jobKind } from '#schemas/jobs/job-kinds';
import { Row, Rows } from '../../parts/rows.ts';
import { Sentence } from '../../parts/sentence.ts';
import { useApp } from '../../session/app.ts';
import { kindSentence } from '../../text/job-fields.ts';
import { shortId, jobWords as words } from '../../text/jobs.ts';
import { count, dateTime, megabytes, NO_VALUE, span } from '../../text/numbers.ts';
import { placeWords } from './job-columns.ts';
import { JobValues } from './job-values.ts';
import { took } from './took.ts';

/** What a job was given and what it needs, where and when it ran. */
export function JobFacts({ job }: { job: Job }) {
  const { limits, dependsOn, createdMs, notBeforeMs, startedMs, endedMs } = job;
  const duration = startedMs === null || endedMs === null ? null : Math.max(0, endedMs - startedMs);
  return html`<section class="card stack" aria-labelledby="given-title">
      <h2 id="given-title">${words.given}</h2>
      <p class="muted"><${Sentence} of=${kindSentence(jobKind(job.kind).says)} /></p>
      <${JobValues} values=${job.arguments} schema=${jobKind(job.kind).arguments} />
    </section>
    <section class="card" aria-labelledby="facts-title">
      <h2 id="facts-title">${words.facts}</h2>
      <${Rows}>
        <${Row} name=${words.queue}><a href=${`/jobs?queue=${job.queue}`}>${words.queueNames[job.queue]}</a><//>
        <${Row} name=${words.needs}>${needsOf(job)}<//>
        <${Row} name=${words.preempted}>${words.preemptible[`${job.preemptible}`]}<//>
        <${Row} name=${words.limit}>${words.limits(span(limits.timeS * 1000), megabytes(limits.memoryMb))}<//>
        ${
          dependsOn.length > 0 &&
          html`<${Row} name=${words.parents}>
            ${dependsOn.map((parent, i) => html`${i > 0 && ', '}<a key=${parent} href=${`/jobs/${parent}`}>${shortId(parent)}</a>`)}
          <//>`
        }
        <${Row} name=${words.agent}><${Place} job=${job} /><//>
        ${notBeforeMs > createdMs && startedMs === null && html`<${Row} name=${words.notBefore}>${dateTime(notBeforeMs)}<//>`}
        ${job.forecastMs !== null && html`<${Row} name=${words.forecast}>${dateTime(job.forecastMs)}<//>`}
        <${Row} name=${words.started}>${startedMs === null ? NO_VALUE : dateTime(startedMs)}<//>
        <${Row} name=${words.ended}>${endedMs === null ? NO_VALUE : dateTime(endedMs)}<//>
        <${Row} name=${words.took}>${took(duration)}<//>
        <${Row} name=${words.attempt}>${count(job.attempt)}<//>
        <${Row} name=${words.retriesLeft}>${count(job.retriesLeft)}<//>
        <${Row} name=${words.id}><code>${job.jobId}</code><//>
      <//>
    </section>`;
}

function Place({ job }: { job: Job }) {
  const { session } = useApp();
  const { agentId, gpu, gpuInstance } = job;
  if (agentId === null || !session.may('system:read')) return placeWords(job);
  const agent = `/fleet/${agentId}`;
  return html`<a href=${agent}>${agentId}</a>${gpu !== null && html`, <a href=${`${agent}/gpus/${gpu}`}>${words.gpu(gpu)}</a>`}${gpuInstance !== null && html`, ${words.instance(gpuInstance)}`}`;
}

function needsOf({ needs }: Job): string {
  const { provider, gpuMemoryMb, sharesGpu, labels, agentId } = needs;
  return [
    words.providers[provider],
    gpuMemoryMb === null ? null : words.ofGpuMemory(megabytes(gpuMemoryMb)),
    sharesGpu ? words.shares : null,
    labels.length === 0 ? null : words.labelled(labels.join(', ')),
    agentId === null ? null : words.onlyOn(agentId),
  ]
    .filter((said) => said !== null)
    .join('; ');
}
