import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { MACHINE_KINDS, NO_MACHINE_DETAILS } from '#schemas/plant/machine-details';
import type { NodeDetail } from '#schemas/plant/node';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { usePlantChange } from '../../parts/use-plant-change.ts';
import { text } from '../../text/en.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { pointWords } from '../../text/point.ts';
import { shownUnit } from '../../text/units.ts';
import { fieldSignals, typedIn } from './field-signals.ts';
import {
  type BeltDraft,
  type GearDraft,
  type MachineDraft,
  type MachineIssues,
  machineChangeOf,
  machineFormOf,
} from './machine-draft.ts';
import { NumberRows } from './number-rows.ts';
import { SpeedFields } from './speed-fields.ts';

/** What is known of a machine, to be changed: checked before it is sent, with a way back afterwards. */
export function MachineDialog({
  node,
  onChanged,
  onClose,
}: {
  node: NodeDetail;
  onChanged: () => void;
  onClose: () => void;
}) {
  const before = node.machine ?? NO_MACHINE_DETAILS;
  const form = useMemo(() => machineFormOf(node, before), []);
  const fields = useMemo(() => fieldSignals<MachineDraft>(form.draft), []);
  const gears = useSignal<readonly GearDraft[]>(form.gears);
  const belts = useSignal<readonly BeltDraft[]>(form.belts);
  const issues = useSignal<MachineIssues>({});
  const changes = usePlantChange(onChanged);
  const now = () => ({ draft: typedIn(fields), gears: gears.value, belts: belts.value });
  const submitting = useSubmit(async () => {
    const result = machineChangeOf(now(), before);
    issues.value = 'issues' in result ? result.issues : {};
    if ('issues' in result) {
      document.getElementById(`machine-${Object.keys(result.issues)[0]}`)?.focus();
      return;
    }
    const { change } = await request(NODE_ROUTES.editNode, {
      params: { nodeId: node.nodeId },
      body: { ...result.change, seenRevision: node.revision },
    });
    onClose();
    await changes.did(words.saved, change);
  });
  const common = (name: keyof MachineDraft) => ({
    id: `machine-${name}`,
    value: fields[name],
    error: issues.value[name] ?? null,
  });
  return html`<${FormDialog}
    title=${words.editTitle(node.name)}
    action=${text.save}
    of=${submitting}
    draft=${now}
    wide
    onClose=${onClose}
  >
    <p class="muted">${words.editLead}</p>
    <div class="form-columns">
      <${TextField} ...${common('name')} label=${words.name} required />
      <${SelectField} ...${common('machineKind')} label=${words.kind} choices=${KINDS} />
      <${TextField} ...${common('manufacturer')} label=${words.manufacturer} />
      <${TextField} ...${common('model')} label=${words.model} />
      <${TextField} ...${common('serialNumber')} label=${words.serialNumber} />
      <${TextField} ...${common('externalId')} label=${words.externalId} />
      <${NumberField} ...${common('powerKw')} label=${words.power} unit="kW" />
      <${SelectField} ...${common('isoGroup')} label=${words.isoGroup} choices=${GROUPS} />
      <${SelectField} ...${common('support')} label=${words.support} choices=${SUPPORTS} />
    </div>
    <${SpeedFields} fields=${fields} issues=${issues.value} />
    <fieldset class="stack">
      <legend>${words.limits}</legend>
      <p class="hint">${words.limitsWhy}</p>
      <div class="form-columns three">
        <${NumberField} ...${common('abMmS')} label=${words.limitAB} unit=${shownUnit('mm/s').unit} />
        <${NumberField} ...${common('bcMmS')} label=${words.limitBC} unit=${shownUnit('mm/s').unit} />
        <${NumberField} ...${common('cdMmS')} label=${words.limitCD} unit=${shownUnit('mm/s').unit} />
      </div>
    </fieldset>
    <${NumberRows}
      id="machine-gears"
      title=${words.gears}
      add=${words.gearAdd}
      columns=${GEAR_COLUMNS}
      rows=${gears}
      issues=${issues.value}
    />
    <${NumberRows}
      id="machine-belts"
      title=${words.belts}
      add=${words.beltAdd}
      columns=${BELT_COLUMNS}
      rows=${belts}
      issues=${issues.value}
    />
  <//>`;
}

const KINDS = [['', text.unknown], ...MACHINE_KINDS.map((kind) => [kind, words.kinds[kind]])];
const GROUPS = [['', text.unknown], ...Object.entries(pointWords.isoGroups)];
const SUPPORTS = [['', text.unknown], ...Object.entries(pointWords.supports)];
const GEAR_COLUMNS = [
  { key: 'driving', label: words.driving, unit: words.teeth },
  { key: 'driven', label: words.driven, unit: words.teeth },
];
const BELT_COLUMNS = [
  { key: 'length', label: words.beltLength, unit: 'mm' },
  { key: 'driving', label: words.driving, unit: 'mm' },
  { key: 'driven', label: words.driven, unit: 'mm' },
];
