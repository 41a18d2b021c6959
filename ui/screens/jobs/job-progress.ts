import { html } from 'htm/preact';
import type { Job } from '#schemas/http/jobs';
import { useApp } from '../../session/app.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { span } from '../../text/numbers.ts';
import { JobValues } from './job-values.ts';
import { percent } from './percent.ts';
import { remainingMs } from './remaining.ts';

/** How far a job is that runs, and how long it may take yet where it says enough to tell. */
export function JobProgress({ job }: { job: Job }) {
  const { now } = useApp();
  const { share, startedMs, progress } = job;
  const leftMs = remainingMs(job, now.value);
  const said = [
    share === null ? words.noShare : words.share(percent(share)),
    startedMs === null ? null : words.runningFor(span(now.value - startedMs)),
    leftMs === null ? null : words.remaining(span(leftMs)),
  ].filter((one) => one !== null);
  return html`<section class="card stack job-progress" aria-labelledby="progress-title">
    <h2 id="progress-title">${words.progress}</h2>
    ${share !== null && html`<progress max="1" value=${share} aria-labelledby="progress-title">${percent(share)}</progress>`}
    <p>${said.join(' · ')}</p>
    ${progress !== null && html`<${JobValues} values=${progress} />`}
  </section>`;
}
