import { html } from 'htm/preact';
import type { Job } from '#schemas/http/jobs';
import { jobKind } from '#schemas/jobs/job-kinds';
import { useApp } from '../../session/app.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { span } from '../../text/numbers.ts';
import { JobValues } from './job-values.ts';
import { percent } from './percent.ts';
import { remainingMs } from './remaining.ts';

/** How far a job is that runs or stands still, and how long it may take yet where it says enough to tell. */
export function JobProgress({ job }: { job: Job }) {
  const { now } = useApp();
  const { share, startedMs, progress, state, kind } = job;
  const isAtWork = state === 'running' || state === 'leased';
  const leftMs = isAtWork ? remainingMs(job, now.value) : null;
  const said = [
    share === null ? words.noShare : words.share(percent(share)),
    startedMs === null || !isAtWork ? null : words.runningFor(span(now.value - startedMs)),
    leftMs === null ? null : words.remaining(span(leftMs)),
  ].filter((one) => one !== null);
  const { leftS: _, ...told } = progress ?? {};
  return html`<section class="card stack job-progress" aria-labelledby="progress-title">
    <h2 id="progress-title">${isAtWork ? words.progress : words.progressKept}</h2>
    ${share !== null && html`<progress max="1" value=${share} aria-labelledby="progress-title">${percent(share)}</progress>`}
    <p>${said.join(' · ')}</p>
    ${Object.keys(told).length > 0 && html`<${JobValues} values=${told} schema=${jobKind(kind).progress} />`}
  </section>`;
}
