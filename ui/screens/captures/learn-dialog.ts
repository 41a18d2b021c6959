import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { JOB_ROUTES } from '#schemas/http/jobs';
import type { CaptureId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { captureWords as words } from '../../text/captures.ts';

type Kind = 'train' | 'score';

/** Has a job learn from labelled captures, or be scored on them. */
export function LearnDialog({
  captureIds,
  labelled,
  onClose,
}: {
  captureIds: readonly CaptureId[];
  /** How many of them are labelled. */
  labelled: number;
  onClose: () => void;
}) {
  const { notices, router } = useApp();
  const kind = useSignal<Kind>('train');
  const submitting = useSubmit(async () => {
    const body = { captureIds: [...captureIds] };
    const { sha256, tracks } = await request(CAPTURE_ROUTES.makeCaptureSet, { body });
    const job = { kind: kind.value, arguments: { captures: sha256 } };
    const { jobId } = await request(JOB_ROUTES.submitJob, { body: job });
    notices.done(words.learns(tracks));
    onClose();
    router.go(`/jobs/${jobId}`);
  });
  const choices = [
    ['train', words.learnTrain],
    ['score', words.learnScore],
  ];
  return html`<${FormDialog}
    title=${words.learnTitle}
    action=${words.learnStart}
    of=${submitting}
    draft=${() => kind.value}
    isReady=${labelled > 0}
    onClose=${onClose}
  >
    <p>${labelled === 0 ? words.learnNone : words.learnEffect(labelled)}</p>
    <${SelectField} id="learn-kind" label=${words.learnWhat} value=${kind} choices=${choices} />
  <//>`;
}
