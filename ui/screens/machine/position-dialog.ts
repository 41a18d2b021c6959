import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { NO_POSITION_DETAILS } from '#schemas/plant/machine-details';
import type { NodeDetail } from '#schemas/plant/node';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { changeWords, usePlantChange } from '../../parts/use-plant-change.ts';
import { text } from '../../text/en.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { pointWords } from '../../text/point.ts';
import { shownUnit } from '../../text/units.ts';
import { fieldSignals, typedIn } from './field-signals.ts';
import {
  NO_BEARING,
  OWN_BEARING,
  type PositionDraft,
  type PositionIssues,
  positionChangeOf,
  positionDraftOf,
} from './position-draft.ts';

/** A position of a machine, new (null) or to be changed: its bearing, how its shaft turns, its limits. */
export function PositionDialog({
  machineId,
  position,
  onChanged,
  onClose,
}: {
  machineId: NodeDetail['parentId'];
  position: NodeDetail | null;
  onChanged: () => void;
  onClose: () => void;
}) {
  const before = position?.position ?? NO_POSITION_DETAILS;
  const draft = positionDraftOf(position?.name ?? '', before);
  const fields = useMemo(() => fieldSignals<PositionDraft>(draft), []);
  const issues = useSignal<PositionIssues>({});
  const changes = usePlantChange(onChanged);
  const submitting = useSubmit(async () => {
    const result = positionChangeOf(typedIn(fields), before);
    issues.value = 'issues' in result ? result.issues : {};
    if ('issues' in result) {
      document.getElementById(`position-${Object.keys(result.issues)[0]}`)?.focus();
      return;
    }
    const { change } =
      position === null
        ? await request(NODE_ROUTES.makeNode, {
            body: { parentId: machineId, kind: 'position', ...result.change },
          })
        : await request(NODE_ROUTES.editNode, {
            params: { nodeId: position.nodeId },
            body: { ...result.change, seenRevision: position.revision },
          });
    onClose();
    await changes.did(position === null ? changeWords(change) : words.saved, change);
  });
  const common = (name: keyof PositionDraft) => ({
    id: `position-${name}`,
    value: fields[name],
    error: issues.value[name] ?? null,
  });
  return html`<${FormDialog}
    title=${position === null ? words.positionNew : words.positionTitle(position.name)}
    action=${position === null ? words.positionMake : text.save}
    of=${submitting}
    draft=${() => typedIn(fields)}
    wide
    onClose=${onClose}
  >
    <div class="form-columns">
      <${TextField} ...${common('name')} label=${words.name} required autofocus />
      <${SelectField} ...${common('bearing')} label=${words.bearing} choices=${BEARINGS} />
      <${NumberField} ...${common('speedRatio')} label=${words.positionRatio} unit="×" />
      <${SelectField} ...${common('support')} label=${words.support} choices=${SUPPORTS} />
    </div>
    ${
      fields.bearing.value === OWN_BEARING &&
      html`<div class="form-columns own-bearing">
        <${TextField} ...${common('designation')} label=${pointWords.designation} />
        <${NumberField} ...${common('balls')} label=${pointWords.balls} unit="" />
        <${NumberField} ...${common('ballDiameterMm')} label=${pointWords.ballDiameter} unit="mm" />
        <${NumberField} ...${common('pitchDiameterMm')} label=${pointWords.pitchDiameter} unit="mm" />
        <${NumberField} ...${common('contactAngleDeg')} label=${pointWords.contactAngle} unit="°" />
      </div>`
    }
    <fieldset class="stack">
      <legend>${words.limits}</legend>
      <p class="hint">${words.limitsWhy}</p>
      <div class="form-columns three">
        <${NumberField} ...${common('abMmS')} label=${words.limitAB} unit=${shownUnit('mm/s').unit} />
        <${NumberField} ...${common('bcMmS')} label=${words.limitBC} unit=${shownUnit('mm/s').unit} />
        <${NumberField} ...${common('cdMmS')} label=${words.limitCD} unit=${shownUnit('mm/s').unit} />
      </div>
    </fieldset>
  <//>`;
}

const BEARINGS = [
  [NO_BEARING, text.unknown],
  ...BEARING_CATALOGUE.map(({ geometry: { designation }, standing }) => [
    designation,
    standing === 'nominal' ? `${designation} ${pointWords.nominal}` : designation,
  ]),
  [OWN_BEARING, pointWords.bearingOwn],
];
const SUPPORTS = [['', words.asMachine], ...Object.entries(pointWords.supports)];
