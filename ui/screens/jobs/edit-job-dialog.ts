import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { JOB_ROUTES, type Job } from '#schemas/http/jobs';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { ArgumentFields, useArguments } from './argument-fields.ts';
import { argumentIssues } from './new-job-dialog.ts';

/** Has a job that ended without success tried again with other arguments. */
export function EditJobDialog({
  job,
  onDone,
  onClose,
}: {
  job: Job;
  onDone: () => void;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const written = useArguments(job.kind, job.arguments);
  const wrongArguments = useSignal<Readonly<Record<string, string>>>({});
  const submitting = useSubmit(async () => {
    const { values, issues } = written.read();
    wrongArguments.value = issues;
    if (Object.keys(issues).length > 0) throw new Error(words.wrongHere(words.given));
    const params = { jobId: job.jobId };
    await request(JOB_ROUTES.retryJob, { params, body: { arguments: values } });
    notices.done(words.done.retry(1));
    onClose();
    onDone();
  });
  return html`<${FormDialog}
    title=${words.editTitle}
    action=${words.actions.retry}
    of=${submitting}
    draft=${written.draft}
    wide
    onClose=${onClose}
  >
    <p>${words.editLead}</p>
    <div class="job-form">
      <${ArgumentFields} written=${written} issues=${{ ...argumentIssues(submitting.issues.value), ...wrongArguments.value }} />
    </div>
  <//>`;
}
