import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { KEY_ROUTES, type KeyRow, type MadeKey } from '#schemas/http/keys';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { text } from '../../text/en.ts';
import { settings } from '../../text/settings.ts';

const words = settings.keys;
const OVERLAPS = ['0', '1', '24', '168'] as const;

/** Asks for how long the old secret goes on working beside the new one. */
export function RotateKeyDialog({
  replaced,
  onMade,
  onClose,
}: {
  replaced: KeyRow;
  onMade: (made: MadeKey) => void;
  onClose: () => void;
}) {
  const overlap = useSignal<(typeof OVERLAPS)[number]>('24');
  const { keyId, name } = replaced;
  const submitting = useSubmit(async () => {
    const body = { overlapHours: Number(overlap.value) };
    onMade(await request(KEY_ROUTES.rotateKey, { params: { keyId }, body }));
  });
  const { busy, submit } = submitting;
  return html`<${Dialog} title=${words.rotateTitle(name)} onClose=${onClose} busy=${busy.value}>
    <form class="stack" onSubmit=${submit}>
      <${FormFailure} of=${submitting} />
      <p>${words.rotateLead}</p>
      <${SelectField}
        id="overlap"
        label=${words.overlap}
        value=${overlap}
        choices=${OVERLAPS.map((hours) => [hours, words.overlaps[hours]])}
      />
      <div class="dialog-buttons">
        <button type="button" class="button" disabled=${busy.value} onClick=${onClose}>${text.cancel}</button>
        <button class="button primary" disabled=${busy.value}>${words.rotate}</button>
      </div>
    </form>
  <//>`;
}
