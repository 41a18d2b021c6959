import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { JOB_ROUTES, type Job, type JobRow } from '#schemas/http/jobs';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import { EditJobDialog } from './edit-job-dialog.ts';
import { FailureDetails } from './failure-details.ts';
import { actionsOf, type JobAction, jobPerson } from './job-actions.ts';
import { jobName } from './job-columns.ts';
import { JobValues } from './job-values.ts';
import { useJobAction } from './use-job-action.ts';

interface TracebackProps {
  readonly job: JobRow;
  /** Something was done with it. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What a job failed of and where, what it was given, and what can be done with it, without leaving the list. */
export function TracebackDialog({ job, onDone, onClose }: TracebackProps) {
  const { jobId } = job;
  const { state, reload } = useLoad(
    (signal) => request(JOB_ROUTES.job, { params: { jobId }, signal }),
    [jobId],
  );
  const loaded = state.value;
  return html`<${Dialog} title=${jobName(job)} wide onClose=${onClose}>
    <div class="stack">
      ${loadedPart(
        loaded,
        reload,
        ({ failure, arguments: given }) => html`
          ${failure && html`<${FailureDetails} failure=${failure} />`}
          <div>
            <h3>${words.given}</h3>
            <${JobValues} values=${given} />
          </div>
        `,
      )}
    </div>
    <div class="dialog-buttons many">
      <a class="button" href=${`/jobs/${jobId}`}>${words.openJob}</a>
      ${loaded.kind === 'ready' && html`<${Actions} job=${loaded.value} onDone=${onDone} onClose=${onClose} />`}
      <button class="button primary" onClick=${onClose}>${text.close}</button>
    </div>
  <//>`;
}

function Actions({ job, onDone, onClose }: TracebackProps & { job: Job }) {
  const { session, notices } = useApp();
  const acting = useJobAction();
  const isEditing = useSignal(false);
  const done = () => {
    onClose();
    onDone();
  };
  const start = async (action: JobAction) => {
    const [outcome] = (await acting.run(action, [job])) ?? [];
    if (outcome === undefined) return;
    if (outcome.refusal === null) done();
    else notices.failed(outcome.refusal);
  };
  return html`
    ${actionsOf(job, jobPerson(session)).map(
      (action) =>
        html`<button key=${action} class="button" disabled=${acting.busy.value} onClick=${() => start(action)}>
            ${words.actions[action]}
          </button>
          ${
            action === 'retry' &&
            html`<button
              key="edit"
              class="button"
              onClick=${() => {
                isEditing.value = true;
              }}
            >
              ${words.actions.edit}
            </button>`
          }`,
    )}
    ${
      isEditing.value &&
      html`<${EditJobDialog}
        job=${job}
        onDone=${done}
        onClose=${() => {
          isEditing.value = false;
        }}
      />`
    }
  `;
}
