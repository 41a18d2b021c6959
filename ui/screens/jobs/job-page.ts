import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { JOB_ROUTES, type Job } from '#schemas/http/jobs';
import type { JobId } from '#schemas/ids/ids';
import { isFinal } from '#schemas/jobs/job';
import { jobKind } from '#schemas/jobs/job-kinds';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { Sentence } from '../../parts/sentence.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { shortId, jobWords as words } from '../../text/jobs.ts';
import { dateTime } from '../../text/numbers.ts';
import { EditJobDialog } from './edit-job-dialog.ts';
import { FailureDetails } from './failure-details.ts';
import { actionsOf, type JobAction, jobPerson } from './job-actions.ts';
import { jobName, whyWaits } from './job-columns.ts';
import { JobCourse } from './job-course.ts';
import { JobFacts } from './job-facts.ts';
import { JobLog } from './job-log.ts';
import { JobProgress } from './job-progress.ts';
import { JobStateTag } from './job-state-tag.ts';
import { JobTimeline } from './job-timeline.ts';
import { JobValues } from './job-values.ts';
import { NewJobDialog } from './new-job-dialog.ts';
import { NotUpToDate } from './not-up-to-date.ts';
import { useJobAction } from './use-job-action.ts';
import { useLive } from './use-live.ts';

/** One job, live: how it stands and why, what it was given and says, what happened to it, and what can be done with it. */
export function JobPage({ jobId }: { jobId: JobId }) {
  const isOver = useSignal(false);
  const { state: loaded, reload } = useLoad(
    (signal) => request(JOB_ROUTES.job, { params: { jobId }, signal }),
    [jobId],
  );
  const { state, lost } = useLive(loaded, reload, jobId, {
    jobId,
    isOn: !isOver.value,
  });
  const now = state.value;
  const job = now.kind === 'ready' ? now.value : null;
  const over = job !== null && isFinal(job.state);
  if (isOver.peek() !== over) isOver.value = over;
  useTitle(job === null ? words.title : jobName(job));
  return html`<${WayBack} job=${job} />
    <${NotUpToDate} lost=${lost} />
    ${job === null && html`<h1>${words.job} ${shortId(jobId)}</h1>`}
    ${now.kind === 'loading' && html`<${Skeleton} blocks=${3} />`}
    ${now.kind === 'failed' && html`<${Failure} title=${words.failedTitle} sentence=${now.sentence} retry=${reload} />`}
    ${job !== null && html`<${Whole} job=${job} onChanged=${reload} />`}`;
}

/** A dead letter belongs to the dead letters; everything else to the list of jobs. */
function WayBack({ job }: { job: Job | null }) {
  const isDead = job?.state === 'failed';
  return html`<p>
    <a class="way-back" href=${isDead ? '/jobs/dead' : '/jobs'}>
      <${Icon} name="back" />${isDead ? words.backDead : words.back}
    </a>
  </p>`;
}

interface PartProps {
  readonly job: Job;
  readonly onChanged: () => void;
}

function Whole({ job, onChanged }: PartProps) {
  const { failure, result, state, kind } = job;
  const waits = whyWaits(job);
  return html`
    <${Head} job=${job} onChanged=${onChanged} />
    ${waits !== null && html`<p class="job-waits"><${Icon} name="stale" /><span><span class="spoken">${words.why}: </span><${Sentence} of=${waits} /></span></p>`}
    <div class="job-page">
      <div class="stack">
        ${hasProgress(job) && html`<${JobProgress} job=${job} />`}
        ${
          failure !== null &&
          html`<section class="card stack" aria-labelledby="failure-title">
            <h2 id="failure-title">${state === 'failed' ? words.failure : words.lastFailure}</h2>
            <${FailureDetails} failure=${failure} />
          </section>`
        }
        ${
          result !== null &&
          html`<section class="card stack" aria-labelledby="result-title">
            <h2 id="result-title">${words.result}</h2>
            <${JobValues} values=${result} schema=${jobKind(kind).result} />
          </section>`
        }
        <${JobCourse} job=${job} />
        <${JobLog} job=${job} />
      </div>
      <div class="stack">
        <${JobTimeline} job=${job} />
        <${JobFacts} job=${job} />
      </div>
    </div>
  `;
}

/** At work, or standing still where it goes on from. */
const hasProgress = ({ state, share, progress }: Job) =>
  state === 'running' || state === 'leased' || (!isFinal(state) && (share ?? progress) !== null);

function Head({ job, onChanged }: PartProps) {
  const { session, router, notices } = useApp();
  const acting = useJobAction();
  const isEditing = useSignal(false);
  const isRepeating = useSignal(false);
  const offered = actionsOf(job, jobPerson(session));
  const start = async (action: JobAction) => {
    const outcomes = await acting.run(action, [job]);
    if (outcomes === null) return;
    const refusal = outcomes[0]?.refusal ?? null;
    if (refusal !== null) notices.failed(refusal);
    if (refusal === null && action === 'delete') router.go('/jobs/dead', 'replace');
    else onChanged();
  };
  const edit = () => {
    isEditing.value = true;
  };
  return html`<div class="page-head">
      <h1>${jobName(job)}</h1>
      <${JobStateTag} job=${job} />
      <span class="muted">${words.by(job.ownerName, dateTime(job.createdMs))}</span>
      ${job.yieldsTo !== null && html`<p>${words.yields} <a href=${`/jobs/${job.yieldsTo}`}>${shortId(job.yieldsTo)}</a></p>`}
      ${job.archivedMs !== null && html`<p class="strong">${words.isArchived(dateTime(job.archivedMs))}</p>`}
      <div class="form-buttons job-buttons">
        ${offered.map(
          (action) =>
            html`<button key=${action} class="button" disabled=${acting.busy.value} onClick=${() => start(action)}>
                ${words.actions[action]}
              </button>
              ${action === 'retry' && html`<button key="edit" class="button" onClick=${edit}>${words.actions.edit}</button>`}`,
        )}
        ${
          session.may('job:submit') &&
          html`<button
            class="button"
            onClick=${() => {
              isRepeating.value = true;
            }}
          >
            ${words.again}
          </button>`
        }
      </div>
    </div>
    ${
      isEditing.value &&
      html`<${EditJobDialog}
        job=${job}
        onDone=${onChanged}
        onClose=${() => {
          isEditing.value = false;
        }}
      />`
    }
    ${
      isRepeating.value &&
      html`<${NewJobDialog}
        rows=${[job]}
        begin=${job}
        onMade=${({ jobId }: Job) => router.go(`/jobs/${jobId}`)}
        onClose=${() => {
          isRepeating.value = false;
        }}
      />`
    }`;
}
