import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { Badge } from '../../parts/badge.ts';
import { mainFigure } from '../../parts/main-figure.ts';
import { useApp } from '../../session/app.ts';
import { placeScopes } from '../../session/place-scopes.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import { LazyScreen } from '../lazy-screen.ts';
import { dragProps } from './drag-and-drop.ts';
import type { Editor } from './editor.ts';

/** One point of a sensor: how it is, and to be placed or taken off; its signal on demand. */
export function SensorRow({
  cell,
  editor,
  isPlaced = false,
}: {
  cell: PointCell;
  editor: Editor;
  isPlaced?: boolean;
}) {
  const { session } = useApp();
  const isOpen = useSignal(false);
  const { pointId, name, sensorOnline } = cell.point.value;
  const carried = { kind: 'points', ids: [pointId], name } as const;
  const isCarried =
    editor.carried.value?.kind === 'points' && editor.carried.value.ids.includes(pointId);
  const mayMove = editor.mayCarry(cell.point.value);
  const mayDiscard = session.mayIn('plant:edit', placeScopes(cell.point.value));
  return html`<li class="sensor-row" data-carried=${isCarried || undefined} ...${mayMove ? dragProps(editor, carried) : {}}>
    <div class="sensor-row-head">
      <${Badge} appearance=${cell.appearance.value} />
      <strong>${name}</strong>
      <span class="muted">${mainFigure(cell.latest.value).words}</span>
    </div>
    <div class="plant-ways">
      <button
        class="button small"
        aria-expanded=${isOpen.value}
        aria-label=${`${isOpen.value ? words.previewEnd : words.preview}: ${name}`}
        onClick=${() => {
          isOpen.value = !isOpen.value;
        }}
      >
        ${isOpen.value ? words.previewEnd : words.preview}
      </button>
      ${
        mayMove &&
        html`<button
        class="button small"
        aria-pressed=${isCarried}
        aria-label=${`${isPlaced ? words.move : words.place}: ${name}`}
        onClick=${() => {
          editor.carried.value = isCarried ? null : carried;
        }}
      >
        ${isPlaced ? words.move : words.place}
      </button>`
      }
      ${
        isPlaced &&
        editor.mayTakeOff(cell.point.value) &&
        html`<button
          class="button small"
          aria-label=${`${words.takeOff}: ${name}`}
          onClick=${() => void editor.takeOff([pointId], name)}
        >
          ${words.takeOff}
        </button>`
      }
      ${
        mayDiscard &&
        !sensorOnline &&
        html`<button
          class="button small"
          aria-label=${`${words.discard}: ${name}`}
          onClick=${() => void editor.discard(pointId, name)}
        >
          ${words.discard}
        </button>`
      }
    </div>
    ${isOpen.value && html`<${LazyScreen} key=${pointId} load=${loadPreview} cell=${cell} />`}
  </li>`;
}

/** The chart comes with the first signal that is looked at. */
const loadPreview = async () => (await import('./sensor-preview.ts')).SensorPreview;
