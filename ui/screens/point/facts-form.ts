import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { POINT_ROUTES, type Point, type PointPatch } from '#schemas/http/points';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import { request } from '../../http/request.ts';
import { type App, useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import { quantityWritten } from '../../text/typed-quantity.ts';
import { shownUnit } from '../../text/units.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import {
  type DraftField,
  type DraftIssues,
  draftOf,
  type FactsDraft,
  NO_BEARING,
  OWN_BEARING,
  patchOf,
  undoOf,
} from './facts-draft.ts';
import { NumberField, SelectField, TextField } from './facts-fields.ts';

interface FactsFormProps {
  readonly cell: PointCell;
  /** The field to begin with. */
  readonly first: DraftField;
  readonly end: () => void;
}

/** Facts to change: checked before they are sent, with a way back afterwards. */
export function FactsForm({ cell, first, end }: FactsFormProps) {
  const app = useApp();
  const draft = useSignal<FactsDraft>(draftOf(cell.point.peek()));
  const issues = useSignal<DraftIssues>({});
  const busy = useSignal(false);
  useEffect(() => document.getElementById(`fact-${first}`)?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const before = cell.point.peek();
    const result = patchOf(draft.value, before);
    if ('issues' in result) {
      issues.value = result.issues;
      document.getElementById(`fact-${Object.keys(result.issues)[0]}`)?.focus();
      return;
    }
    busy.value = true;
    if (Object.keys(result.patch).length === 0 || (await save(app, before, result.patch))) end();
    busy.value = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    end();
  };
  const field = { draft, issues };
  return html`<form class="facts-form" onSubmit=${submit} onKeyDown=${onKeyDown} novalidate>
    <${TextField} ...${field} name="name" label=${pointWords.name} />
    ${cell.point.peek().nodeId === null && html`<${TextField} ...${field} name="area" label=${pointWords.area} />`}
    <${TextField} ...${field} name="tags" label=${pointWords.tagsToType} />
    <${NumberField} ...${field} name="speedRpm" label=${pointWords.speed} unit="r/min" />
    <${BearingFields} ...${field} />
    <${NumberField} ...${field} name="powerKw" label=${pointWords.power} unit="kW" />
    <${SelectField}
      ...${field}
      name="isoGroup"
      label=${pointWords.isoGroup}
      choices=${[['', text.unknown], ...Object.entries(pointWords.isoGroups)]}
    />
    <${SelectField}
      ...${field}
      name="support"
      label=${pointWords.support}
      choices=${[['', text.unknown], ...Object.entries(pointWords.supports)]}
    />
    <${NumberField}
      ...${field}
      name="baselineVelocityMmS"
      label=${pointWords.baseline}
      unit=${shownUnit('mm/s').unit}
    />
    <${TakePresent} cell=${cell} draft=${draft} />
    <div class="form-buttons">
      <button class="button primary" disabled=${busy.value}>${text.save}</button>
      <button type="button" class="button" onClick=${end}>${text.cancel}</button>
    </div>
  </form>`;
}

function BearingFields(field: { draft: { value: FactsDraft }; issues: unknown }) {
  const choices = [
    [NO_BEARING, text.unknown],
    ...BEARING_CATALOGUE.map(({ geometry, standing }) => [
      geometry.designation,
      standing === 'nominal'
        ? `${geometry.designation} ${pointWords.nominal}`
        : geometry.designation,
    ]),
    [OWN_BEARING, pointWords.bearingOwn],
  ];
  return html`
    <${SelectField} ...${field} name="bearing" label=${pointWords.bearing} choices=${choices} />
    ${
      field.draft.value.bearing === OWN_BEARING &&
      html`<div class="own-bearing">
        <${TextField} ...${field} name="designation" label=${pointWords.designation} />
        <${NumberField} ...${field} name="balls" label=${pointWords.balls} unit="" />
        <${NumberField} ...${field} name="ballDiameterMm" label=${pointWords.ballDiameter} unit="mm" />
        <${NumberField} ...${field} name="pitchDiameterMm" label=${pointWords.pitchDiameter} unit="mm" />
        <${NumberField} ...${field} name="contactAngleDeg" label=${pointWords.contactAngle} unit="°" />
      </div>`
    }
  `;
}

function TakePresent({ cell, draft }: { cell: PointCell; draft: { value: FactsDraft } }) {
  const velocity = cell.latest.value?.figures.velocityMmS ?? null;
  return velocity === null
    ? null
    : html`<button
        type="button"
        class="button small"
        onClick=${() => {
          const baselineVelocityMmS = quantityWritten(Number(velocity.toPrecision(4)), 'mm/s');
          draft.value = { ...draft.value, baselineVelocityMmS };
        }}
      >
        ${pointWords.baselineNow}
      </button>`;
}

/** True when the hub took it. A refusal is said and leaves the form open. */
async function save(app: App, before: Point, patch: PointPatch): Promise<boolean> {
  const { plant, notices } = app;
  const params = { pointId: before.pointId };
  try {
    plant.replace(await request(POINT_ROUTES.editPoint, { params, body: patch }));
  } catch (error) {
    notices.failed((error as Error).message);
    return false;
  }
  notices.done(pointWords.saved, () => void takeBack(app, before, patch));
  return true;
}

async function takeBack({ plant, notices }: App, before: Point, patch: PointPatch): Promise<void> {
  const params = { pointId: before.pointId };
  try {
    plant.replace(await request(POINT_ROUTES.editPoint, { params, body: undoOf(patch, before) }));
    notices.done(pointWords.restored);
  } catch (error) {
    notices.failed((error as Error).message);
  }
}
