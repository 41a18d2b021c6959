import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { Row, Rows } from '../../parts/rows.ts';
import { Tag } from '../../parts/tag.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { plain } from '../../text/numbers.ts';
import { pointPlace as words } from '../../text/plant-point.ts';
import { pointWords } from '../../text/point.ts';
import { inShownUnit, shownUnit } from '../../text/units.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import { MountingDialog } from './mounting-dialog.ts';

/** Where the point stands, in which direction it measures, and which limits hold for it and why. */
export function MountingPanel({ cell }: { cell: PointCell }) {
  const { session } = useApp();
  const isEditing = useSignal(false);
  const { above, area, nodeId } = cell.point.value;
  const mayEdit = session.mayIn('plant:edit', nodeId === null ? area : above);
  return html`<section class="card" aria-labelledby="mounting-title">
    <div class="chart-head">
      <h2 id="mounting-title">${words.title}</h2>
      ${
        mayEdit &&
        html`<button
          class="button small"
          aria-label=${words.edit}
          onClick=${() => {
            isEditing.value = true;
          }}
        >
          ${text.edit}
        </button>`
      }
    </div>
    <${Rows}>
      <${Row} name=${words.stands}><${Place} nodeId=${nodeId} mayEdit=${mayEdit} /><//>
      <${MountingRows} cell=${cell} />
      <${LimitRows} cell=${cell} />
    <//>
    ${
      isEditing.value &&
      html`<${MountingDialog}
        cell=${cell}
        onClose=${() => {
          isEditing.value = false;
        }}
      />`
    }
  </section>`;
}

function Place({ nodeId, mayEdit }: { nodeId: string | null; mayEdit: boolean }) {
  const { tree } = useApp();
  const path = tree.pathOf(nodeId);
  const machine = path.find(({ node }) => node.kind === 'machine');
  if (path.length === 0) {
    return html`<span class="muted">${words.nowhere}</span>
      ${mayEdit && html`<div><a class="button small" href="/plant/edit">${words.place}</a></div>`}`;
  }
  const said = path.map(({ node }) => node.name).join(' / ');
  return machine === undefined ? said : html`<a href=${`/machines/${machine.id}`}>${said}</a>`;
}

function MountingRows({ cell }: { cell: PointCell }) {
  const { orientation, angleDeg, unit, scale } = cell.point.value.mounting;
  const angle = angleDeg === null ? '' : `, ${plain(angleDeg)}°`;
  return html`<${Row} name=${words.orientation}>
      ${
        orientation === null
          ? html`<span class="muted">${text.unknown}</span>`
          : `${words.orientations[orientation]}${angle}`
      }
    <//>
    ${unit !== null && html`<${Row} name=${words.unit}>${pointWords.units[unit]} <${Tag}>${words.origins.person}<//><//>`}
    ${scale !== 1 && html`<${Row} name=${words.scale}>${plain(scale)} <${Tag}>${words.origins.person}<//><//>`}`;
}

function LimitRows({ cell }: { cell: PointCell }) {
  const { zones, zonesOrigin, alarmMmS, alarmOrigin, tripMmS } = cell.point.value.thresholds;
  const { unit } = shownUnit('mm/s');
  const shown = (value: number) => plain(inShownUnit(value, 'mm/s'));
  const limit = (value: number | null) =>
    value === null
      ? html`<span class="muted">${words.unknownLimit}</span>`
      : `${shown(value)} ${unit}`;
  return html`<${Row} name=${words.limits}>
      ${
        zones === null
          ? html`<span class="muted">${words.noZones}</span>`
          : words.zones(shown(zones.abMmS), shown(zones.bcMmS), shown(zones.cdMmS), unit)
      }
      ${zonesOrigin !== null && html` <${Tag}>${words.origins[zonesOrigin]}<//>`}
    <//>
    <${Row} name=${words.change}>
      ${limit(alarmMmS)} ${alarmOrigin !== null && html`<${Tag}>${words.origins[alarmOrigin]}<//>`}
    <//>
    ${tripMmS !== null && html`<${Row} name=${words.trip}>${limit(tripMmS)}<//>`}`;
}
