import { html } from 'htm/preact';
import { JOB_ROUTES, type Job, type JobStep } from '#schemas/http/jobs';
import { isFinal } from '#schemas/jobs/job';
import { request } from '../../http/request.ts';
import { Sentence } from '../../parts/sentence.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { jobSays } from '../../text/job-says.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { dateTime } from '../../text/numbers.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import { took } from './took.ts';

/** What happened to a job from its submission on, by whom, and how long it stood as it then did. */
export function JobTimeline({ job }: { job: Job }) {
  const { jobId, state: standing, attempt, isEnding } = job;
  const { state, reload } = useLoad(
    (signal) => request(JOB_ROUTES.jobHistory, { params: { jobId }, signal }),
    [jobId, standing, attempt, isEnding, job.isPausing, job.notBeforeMs],
  );
  return html`<section class="card" aria-labelledby="timeline-title">
    <h2 id="timeline-title">${words.timeline}</h2>
    ${loadedPart(
      state.value,
      reload,
      ({ steps }) => html`<ol class="job-timeline">
        ${steps.map(
          (step, i) => html`<${Step} key=${step.step} step=${step} next=${steps[i + 1] ?? null} />`,
        )}
      </ol>`,
    )}
  </section>`;
}

function Step({ step, next }: { step: JobStep; next: JobStep | null }) {
  const { now } = useApp();
  const { atMs, state, actorName, agentId, note, reason, attempt } = step;
  const happened = happenedTo(step);
  const isLast = next === null;
  const stoodMs = isLast && isFinal(state) ? null : Math.max(0, (next?.atMs ?? now.value) - atMs);
  const who = [
    actorName === null ? null : words.byPerson(actorName),
    agentId,
    attempt > 0 ? words.nthAttempt(attempt) : null,
  ].filter((one) => one !== null);
  return html`<li data-state=${state} data-last=${isLast || undefined}>
    <p>
      <span class="strong">${words.happened[happened] ?? happened}</span>
      ${who.length > 0 && html`<span class="muted">${who.join(', ')}</span>`}
    </p>
    ${note !== null && html`<p><${Sentence} of=${jobSays({ sentence: note, reason })} /></p>`}
    <p class="muted job-when">
      <time datetime=${new Date(atMs).toISOString()}>${dateTime(atMs)}</time>
      ${stoodMs !== null && html`<span>${words.stood(words.states[state], took(stoodMs))}</span>`}
    </p>
  </li>`;
}

/** A job that does not run yet is cancelled or held back by asking for it. */
function happenedTo({ state, happened }: JobStep): string {
  if (state === 'cancelled') return 'cancelled';
  return state === 'paused' && happened === 'pause' ? 'held' : happened;
}
