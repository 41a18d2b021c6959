import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { CAPTURE_LABELS, type CaptureLabelName } from '#schemas/captures/capture';
import { CAPTURE_ROUTES } from '#schemas/http/captures';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextAreaField } from '../../parts/form/text-area-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { captureWords as words } from '../../text/captures.ts';
import { labelWord } from './capture-columns.ts';

const NOTE_MAX = 500;

/** Says what holds in captures, how sure one is, and why. */
export function LabelDialog({
  captureIds,
  points,
  onDone,
  onClose,
}: {
  captureIds: readonly CaptureId[];
  /** Points that the label can be said of; none: of the machine. */
  points: readonly { pointId: PointId; pointName: string }[];
  onDone: () => void;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const label = useSignal<CaptureLabelName>('outer_race');
  const pointId = useSignal<PointId | ''>('');
  const confidence = useSignal('80');
  const note = useSignal('');
  const submitting = useSubmit(async () => {
    const { changed } = await request(CAPTURE_ROUTES.labelCaptures, {
      body: {
        captureIds: [...captureIds],
        label: {
          label: label.value,
          pointId: pointId.value || null,
          confidence: Number(confidence.value) / 100,
          note: note.value,
        },
      },
    });
    notices.done(words.labelled(changed));
    onClose();
    onDone();
  });
  const wrong = submitting.issues.value;
  return html`<${FormDialog}
    title=${words.labelTitle(captureIds.length)}
    action=${words.label}
    of=${submitting}
    draft=${() => [label.value, pointId.value, confidence.value, note.value]}
    isReady=${confidence.value !== ''}
    onClose=${onClose}
  >
    <p class="muted">${words.labelEffect}</p>
    <${SelectField} id="label-name" label=${words.labelWhat} value=${label} choices=${CAPTURE_LABELS.map((one) => [one, labelWord(one)])} />
    ${
      points.length > 1 &&
      html`<${SelectField}
        id="label-point"
        label=${words.labelOf}
        value=${pointId}
        choices=${[['', words.wholeMachine], ...points.map((point) => [point.pointId, point.pointName])]}
      />`
    }
    <${NumberField} id="label-confidence" label=${words.confidence} value=${confidence} unit="%" min=${0} max=${100} error=${wrong['label.confidence'] ?? null} />
    <${TextAreaField} id="label-note" label=${words.note} value=${note} maxLength=${NOTE_MAX} error=${wrong['label.note'] ?? null} />
  <//>`;
}
