import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { TextAreaField } from '../../parts/form/text-area-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { captureWords as words } from '../../text/captures.ts';
import type { CapturePartProps } from './capture-part-props.ts';

/** Changes the note on a capture. */
export function NoteDialog({
  capture: { captureId, note: before },
  onChanged,
  onClose,
}: CapturePartProps & { onClose: () => void }) {
  const { notices } = useApp();
  const note = useSignal(before);
  const submitting = useSubmit(async () => {
    await request(CAPTURE_ROUTES.noteCapture, {
      params: { captureId },
      body: { note: note.value },
    });
    notices.done(words.noteSaved);
    onClose();
    onChanged();
  });
  return html`<${FormDialog}
    title=${words.editNote}
    action=${words.save}
    of=${submitting}
    draft=${() => note.value}
    onClose=${onClose}
  >
    <${TextAreaField} id="capture-note" label=${words.note} value=${note} maxLength=${500} error=${submitting.issues.value.note ?? null} />
  <//>`;
}
