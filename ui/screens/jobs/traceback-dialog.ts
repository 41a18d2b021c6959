import { html } from 'htm/preact';
import { JOB_ROUTES, type JobRow } from '#schemas/http/jobs';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { useLoad } from '../../parts/use-load.ts';
import { text } from '../../text/en.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import { FailureDetails } from './failure-details.ts';
import { jobName } from './job-columns.ts';

/** What a job failed of and where, without leaving the list. */
export function TracebackDialog({ job, onClose }: { job: JobRow; onClose: () => void }) {
  const { jobId } = job;
  const { state, reload } = useLoad(
    (signal) => request(JOB_ROUTES.job, { params: { jobId }, signal }),
    [jobId],
  );
  return html`<${Dialog} title=${jobName(job)} wide onClose=${onClose}>
    <div class="stack">
      ${loadedPart(state.value, reload, ({ failure }) => failure && html`<${FailureDetails} failure=${failure} />`)}
    </div>
    <div class="dialog-buttons">
      <a class="button" href=${`/jobs/${jobId}`}>${words.openJob}</a>
      <button class="button primary" onClick=${onClose}>${text.close}</button>
    </div>
  <//>`;
}
