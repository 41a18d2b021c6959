import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { z } from 'zod';
import { DIAGNOSIS_ROUTES, type ShareLevel } from '#schemas/http/diagnoses';
import { request } from '../../http/request.ts';
import { ExpiryField } from '../../parts/form/expiry-field.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { diagnoses as words } from '../../text/diagnoses.ts';
import type { DiagnosisPartProps } from './diagnosis-part-props.ts';

/** Asks with whom a diagnosis is shared, for what, and until when. */
export function ShareDialog({
  diagnosis,
  onChanged,
  onClose,
}: DiagnosisPartProps & { onClose: () => void }) {
  const { notices } = useApp();
  const kind = useSignal<'person' | 'team'>('person');
  const name = useSignal('');
  const level = useSignal<z.infer<typeof ShareLevel>>('viewer');
  const expiresMs = useSignal<number | null>(null);
  const draft = () => ({
    with: name.value.trim(),
    kind: kind.value,
    level: level.value,
    expiresMs: expiresMs.value,
  });
  const submitting = useSubmit(async () => {
    const params = { diagnosisId: diagnosis.diagnosisId };
    await request(DIAGNOSIS_ROUTES.shareDiagnosis, { params, body: draft() });
    notices.done(words.shareDone(name.value.trim()));
    onChanged();
    onClose();
  });
  return html`<${FormDialog} title=${words.shareTitle(diagnosis.name)} action=${words.share} of=${submitting} draft=${draft} onClose=${onClose}>
    <${SelectField} id="share-kind" label=${words.shareKind} value=${kind} choices=${Object.entries(words.shareKinds)} />
    <${TextField} id="share-name" label=${words.shareName[kind.value]} value=${name} required />
    <${SelectField} id="share-level" label=${words.shareLevel} value=${level} choices=${Object.entries(words.levels)} />
    <${ExpiryField} id="share-until" value=${expiresMs} />
  <//>`;
}
