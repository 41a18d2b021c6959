import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Capture } from '#schemas/captures/capture';
import { CAPTURE_SECONDS_MAX } from '#schemas/captures/track';
import { CAPTURE_POINTS_MAX, CAPTURE_ROUTES } from '#schemas/http/captures';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { captureWords as words } from '../../text/captures.ts';
import { span } from '../../text/numbers.ts';
import { useMachines } from './use-machines.ts';

/** Captures all points of a machine now, with what was before. */
export function MakeCaptureDialog({
  machine: first,
  onMade,
  onClose,
}: {
  machine: string;
  onMade: (made: Capture) => void;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const machines = useMachines('capture:make');
  const name = useSignal(machines.some((one) => one.name === first) ? first : '');
  const pre = useSignal('10');
  const post = useSignal('10');
  const note = useSignal('');
  const pointIds = machines.find((one) => one.name === name.value)?.pointIds ?? [];
  const preMs = Math.round(Number(pre.value) * 1_000);
  const postMs = Math.round(Number(post.value) * 1_000);
  const isLong = preMs + postMs > CAPTURE_SECONDS_MAX * 1_000;
  const isReady = pointIds.length > 0 && preMs + postMs >= 100 && !isLong;
  const submitting = useSubmit(async () => {
    const made = await request(CAPTURE_ROUTES.makeCapture, {
      body: {
        pointIds: pointIds.slice(0, CAPTURE_POINTS_MAX),
        window: { preMs, postMs },
        note: note.value,
      },
    });
    notices.done(words.made(name.value));
    onClose();
    onMade(made);
  });
  const wrong = submitting.issues.value;
  const choices = [['', words.chooseMachine], ...machines.map((one) => [one.name, one.name])];
  return html`<${FormDialog}
    title=${words.makeTitle}
    action=${words.make}
    of=${submitting}
    draft=${() => [name.value, pre.value, post.value, note.value]}
    isReady=${isReady}
    onClose=${onClose}
  >
    ${machines.length === 0 && html`<p role="alert">${words.noMachines}</p>`}
    <${SelectField} id="capture-machine" label=${words.makeMachine} value=${name} choices=${choices} />
    <div class="field-pair">
      <${NumberField} id="capture-pre" label=${words.pre} value=${pre} unit="s" min=${0} max=${CAPTURE_SECONDS_MAX} error=${isLong ? words.windowLong : (wrong['window.preMs'] ?? null)} />
      <${NumberField} id="capture-post" label=${words.post} value=${post} unit="s" min=${0} max=${CAPTURE_SECONDS_MAX} error=${wrong['window.postMs'] ?? null} />
    </div>
    <${TextField} id="capture-note" label=${words.note} value=${note} maxLength=${500} error=${wrong.note ?? null} />
    ${isReady && html`<p class="muted">${words.makeEffect(pointIds.length, span(preMs + postMs))}</p>`}
  <//>`;
}
