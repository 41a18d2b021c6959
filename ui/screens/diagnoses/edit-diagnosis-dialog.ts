import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { DIAGNOSIS_ROUTES } from '#schemas/http/diagnoses';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { TextAreaField } from '../../parts/form/text-area-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { diagnoses as words } from '../../text/diagnoses.ts';
import type { DiagnosisPartProps } from './diagnosis-part-props.ts';

const NOTE_MAX = 2_000;

/** Changes the name of a diagnosis, or the note on it. */
export function EditDiagnosisDialog({
  diagnosis,
  onChanged,
  onClose,
}: DiagnosisPartProps & { onClose: () => void }) {
  const { notices } = useApp();
  const name = useSignal(diagnosis.name);
  const note = useSignal(diagnosis.note);
  const draft = () => ({ name: name.value, note: note.value });
  const submitting = useSubmit(async () => {
    const params = { diagnosisId: diagnosis.diagnosisId };
    await request(DIAGNOSIS_ROUTES.editDiagnosis, { params, body: draft() });
    notices.done(words.saved);
    onChanged();
    onClose();
  });
  const wrong = submitting.issues.value;
  return html`<${FormDialog} title=${words.editTitle(diagnosis.name)} action=${words.edit} of=${submitting} draft=${draft} onClose=${onClose}>
    <${TextField} id="diagnosis-name" label=${words.name} value=${name} error=${wrong.name ?? null} required autofocus />
    <${TextAreaField} id="diagnosis-note" label=${words.note} value=${note} maxLength=${NOTE_MAX} rows=${5} error=${wrong.note ?? null} />
  <//>`;
}
