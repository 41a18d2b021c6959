import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { PictureMark } from '#schemas/plant/node';
import { plantTree as words } from '../../text/plant-tree.ts';

export interface PlacedPictureProps {
  /** The address of the picture. */
  readonly source: string;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly marks: readonly PictureMark[];
  readonly content: (mark: PictureMark) => ComponentChildren;
  /** Somebody pressed the picture here, 0 to 1 from the left and the top. */
  readonly onPress?: (x: number, y: number) => void;
}

/** A picture with what stands where on it: each mark sits with its middle on its place. */
export function PlacedPicture({ source, label, marks, content, onPress }: PlacedPictureProps) {
  const isFailed = useSignal(false);
  const press = (event: MouseEvent) => {
    if (onPress === undefined) return;
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
    onPress(share(event.clientX - left, width), share(event.clientY - top, height));
  };
  if (isFailed.value) return html`<p class="hint wrong" role="alert">${words.pictureFailed}</p>`;
  return html`<div class="placed-picture">
    <img
      src=${source}
      alt=${label}
      draggable=${false}
      onClick=${press}
      onError=${() => {
        isFailed.value = true;
      }}
    />
    <ul>
      ${marks.map(
        (mark) => html`<li
          key=${mark.targetId}
          style=${{ left: `${100 * mark.x}%`, top: `${100 * mark.y}%` }}
        >
          ${content(mark)}
        </li>`,
      )}
    </ul>
  </div>`;
}

const share = (at: number, whole: number) => Math.min(1, Math.max(0, at / whole));

/** The address of a picture or paper of a node. */
export function documentAddress(nodeId: string, documentId: string): string {
  return `/api/v1/nodes/${encodeURIComponent(nodeId)}/documents/${encodeURIComponent(documentId)}`;
}
