import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { PictureMark } from '#schemas/plant/node';
import type { Appearance } from '../../text/en.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { Icon } from '../icon.ts';
import { PlacedPicture } from './placed-picture.ts';

/** Something that can be placed on a picture. */
export interface Placeable {
  readonly id: PictureMark['targetId'];
  readonly name: string;
  readonly appearance: Appearance | null;
}

/** One press of an arrow key, as a share of the picture. */
const STEP = 0.01;

/** A picture on which things are placed: chosen from the list, then tapped where they stand; arrow keys move them, too. */
export function PictureEditor({
  source,
  label,
  marks,
  placeable,
  onPlaced,
}: {
  source: string;
  label: string;
  marks: readonly PictureMark[];
  placeable: readonly Placeable[];
  /** All marks as they are now. */
  onPlaced: (marks: readonly PictureMark[]) => void;
}) {
  const chosen = useSignal<PictureMark['targetId'] | null>(
    placeable.find(({ id }) => !marks.some(({ targetId }) => targetId === id))?.id ?? null,
  );
  const put = (targetId: PictureMark['targetId'], x: number, y: number) => {
    const mark = { targetId, x: rounded(x), y: rounded(y) };
    onPlaced([...marks.filter((one) => one.targetId !== targetId), mark]);
  };
  const takeOff = (id: string) => onPlaced(marks.filter(({ targetId }) => targetId !== id));
  const press = (x: number, y: number) => {
    const id = chosen.peek();
    if (id === null) return;
    put(id, x, y);
    const left = placeable.find(
      (one) => one.id !== id && !marks.some(({ targetId }) => targetId === one.id),
    );
    chosen.value = left?.id ?? null;
  };
  const move = (event: KeyboardEvent, { targetId, x, y }: PictureMark) => {
    if (event.key === 'Delete' || event.key === 'Backspace') takeOff(targetId);
    else {
      const by = ARROWS[event.key];
      if (by === undefined) return;
      put(targetId, x + by[0] * STEP, y + by[1] * STEP);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const nameOf = (id: string) => placeable.find((one) => one.id === id)?.name ?? id;
  return html`<div class="picture-editor">
    <p class="muted">${words.placeLead}</p>
    <fieldset class="placeables">
      <legend class="spoken">${words.placeWhat}</legend>
      ${placeable.map(({ id, name }) => {
        const mark = marks.find(({ targetId }) => targetId === id);
        // By keyboard there is no place to tap: it begins in the middle and is moved from there.
        const from = mark ?? { targetId: id, x: 0.5, y: 0.5 };
        return html`<div class="placeable" key=${id}>
          <button
            type="button"
            class="chip"
            aria-pressed=${chosen.value === id}
            onClick=${() => {
              chosen.value = chosen.peek() === id ? null : id;
            }}
            onKeyDown=${(event: KeyboardEvent) => move(event, from)}
          >
            ${name}${mark !== undefined && html`<span class="muted">${words.placed}</span>`}
          </button>
          ${
            mark !== undefined &&
            html`<button
              type="button"
              class="button icon-only quiet"
              aria-label=${`${words.takeOff}: ${name}`}
              onClick=${() => takeOff(id)}
            >
              <${Icon} name="close" />
            </button>`
          }
        </div>`;
      })}
    </fieldset>
    <${PlacedPicture}
      source=${source}
      label=${label}
      marks=${marks}
      onPress=${press}
      content=${(mark: PictureMark) => html`<button
        type="button"
        class="picture-mark"
        data-chosen=${chosen.value === mark.targetId || undefined}
        onClick=${() => {
          chosen.value = mark.targetId;
        }}
        onKeyDown=${(event: KeyboardEvent) => move(event, mark)}
      >
        ${nameOf(mark.targetId)}
      </button>`}
    />
  </div>`;
}

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const rounded = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000;
