import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { POINT_ROUTES } from '#schemas/http/points';
import { Mounting } from '#schemas/plant/mounting';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { pointPlace as words } from '../../text/plant-point.ts';
import { pointWords } from '../../text/point.ts';
import type { PointCell } from '../../websocket/point-cell.ts';

/** How the sensor is mounted and read, to be changed, with a way back afterwards. */
export function MountingDialog({ cell, onClose }: { cell: PointCell; onClose: () => void }) {
  const { plant, notices } = useApp();
  const attempt = useAct();
  const { mounting: before, pointId } = cell.point.peek();
  const orientation = useSignal<string>(before.orientation ?? '');
  const angle = useSignal(before.angleDeg === null ? '' : String(before.angleDeg));
  const unit = useSignal<string>(before.unit ?? '');
  const scale = useSignal(String(before.scale));
  const issues = useSignal<Readonly<Record<string, string>>>({});
  const send = async (mounting: Mounting) => {
    plant.replace(
      await request(POINT_ROUTES.editPoint, { params: { pointId }, body: { mounting } }),
    );
  };
  const takeBack = () =>
    attempt(async () => {
      await send(before);
      notices.done(words.restored);
    });
  const submitting = useSubmit(async () => {
    const checked = Mounting.safeParse({
      orientation: orientation.value === '' ? null : orientation.value,
      angleDeg: angle.value === '' ? null : Number(angle.value),
      unit: unit.value === '' ? null : unit.value,
      scale: Number(scale.value),
    });
    issues.value = {};
    if (!checked.success) {
      const wrong = checked.error.issues.map(({ path }) => [String(path[0]), words.badNumber]);
      issues.value = Object.fromEntries(wrong);
      return;
    }
    await send(checked.data);
    onClose();
    notices.done(words.saved, () => void takeBack());
  });
  return html`<${FormDialog}
    title=${words.title}
    action=${text.save}
    of=${submitting}
    draft=${() => [orientation.value, angle.value, unit.value, scale.value]}
    onClose=${onClose}
  >
    <p class="muted">${words.lead}</p>
    <${SelectField} id="mounting-orientation" label=${words.orientation} value=${orientation} choices=${ORIENTATIONS} />
    <${NumberField} id="mounting-angle" label=${words.angle} value=${angle} unit="°" error=${issues.value.angleDeg ?? null} />
    <${SelectField} id="mounting-unit" label=${words.unit} value=${unit} choices=${UNITS} />
    <${NumberField} id="mounting-scale" label=${words.scale} value=${scale} unit="×" error=${issues.value.scale ?? null} />
  <//>`;
}

const ORIENTATIONS = [['', text.unknown], ...Object.entries(words.orientations)];
const UNITS = [['', words.asSensor], ...Object.entries(pointWords.units)];
