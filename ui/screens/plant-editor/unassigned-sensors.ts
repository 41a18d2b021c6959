import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Point } from '#schemas/http/points';
import { useApp } from '../../session/app.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import { dragProps } from './drag-and-drop.ts';
import type { Editor } from './editor.ts';
import { SensorRow } from './sensor-row.ts';

/** With more sensors than this one searches. */
const SEARCH_FROM = 8;
/** Drawn at once; of a whole new plant the search finds the rest. */
const SHOWN = 60;

/** Sensors that publish and stand nowhere, by sensor: there the moment they say what they are. */
export function UnassignedSensors({ editor }: { editor: Editor }) {
  const { tree, plant, session } = useApp();
  const search = useSignal('');
  const sensors = sensorsOf(tree.pointsWithin(null).flatMap((id) => plant.cell(id) ?? []));
  const wanted = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = [...sensors].filter(([sensorId, cells]) => {
    const said = [sensorId, ...cells.map(({ point }) => saidBy(point.value))].join(' ');
    return wanted.every((word) => said.toLocaleLowerCase().includes(word));
  });
  // Who sees a part of the plant cannot say that every sensor has its place.
  if (sensors.size === 0 && !session.may('plant:read')) return null;
  return html`<section class="card editor-unassigned" aria-labelledby="unassigned-title">
    <h2 id="unassigned-title">${words.unassigned} <span class="count">${sensors.size}</span></h2>
    <p class="hint">${sensors.size === 0 ? words.unassignedNone : words.unassignedLead}</p>
    ${
      sensors.size > SEARCH_FROM &&
      html`<input
        type="search"
        aria-label=${words.unassignedFind}
        placeholder=${words.unassignedFind}
        value=${search}
        onInput=${(event: Event) => {
          search.value = (event.target as HTMLInputElement).value;
        }}
      />`
    }
    <ul class="sensors">
      ${found.slice(0, SHOWN).map(([sensorId, cells]) => html`<${Sensor} key=${sensorId} sensorId=${sensorId} cells=${cells} editor=${editor} />`)}
    </ul>
    ${found.length > SHOWN && html`<p class="muted">${words.unassignedMore(found.length - SHOWN)}</p>`}
  </section>`;
}

function Sensor({
  sensorId,
  cells,
  editor,
}: {
  sensorId: string;
  cells: readonly PointCell[];
  editor: Editor;
}) {
  const { machine } = cells[0].point.value;
  const all = {
    kind: 'points',
    ids: cells.map(({ point }) => point.value.pointId),
    name: sensorId,
  } as const;
  const mayMove = cells.every(({ point }) => editor.mayCarry(point.value));
  return html`<li class="sensor" ...${mayMove ? dragProps(editor, all) : {}}>
    <div class="sensor-head">
      <h3>${sensorId}</h3>
      ${machine !== null && html`<span class="muted">${words.saysOf(machine)}</span>`}
      ${
        cells.length > 1 &&
        mayMove &&
        html`<button
          class="button small"
          aria-label=${`${words.placeAll(cells.length)}: ${sensorId}`}
          onClick=${() => {
            editor.carried.value = all;
          }}
        >
          ${words.placeAll(cells.length)}
        </button>`
      }
    </div>
    <ul class="sensor-rows">
      ${cells.map((cell) => html`<${SensorRow} key=${cell.point.value.pointId} cell=${cell} editor=${editor} />`)}
    </ul>
  </li>`;
}

const saidBy = ({ name, machine }: Point) => `${name} ${machine ?? ''}`;

function sensorsOf(cells: readonly PointCell[]): ReadonlyMap<string, readonly PointCell[]> {
  const sensors = new Map<string, PointCell[]>();
  for (const cell of cells) {
    const { sensorId } = cell.point.value;
    sensors.set(sensorId, [...(sensors.get(sensorId) ?? []), cell]);
  }
  for (const axes of sensors.values()) {
    axes.sort((a, b) => a.point.value.axis - b.point.value.axis);
  }
  return new Map([...sensors].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}
