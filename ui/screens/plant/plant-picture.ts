import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import type { PictureMark } from '#schemas/plant/node';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { PictureMarkLink } from '../../parts/picture/picture-mark.ts';
import { documentAddress, PlacedPicture } from '../../parts/picture/placed-picture.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { plantTree as words } from '../../text/plant-tree.ts';
import type { Branch } from '../../websocket/plant-tree.ts';

/** The floor plan, or photograph, of the chosen part with how everything placed on it is. */
export function PlantPicture({ node }: { node: Signal<string> }) {
  const { tree } = useApp();
  const shown = pictured(node.value, tree.pathOf(node.value), tree.childrenOf(null));
  if (shown === null) return html`<${NoPicture} node=${node} />`;
  return html`<${Shown} key=${shown.id} branch=${shown} />`;
}

/** The chosen node's own picture, else the nearest above it; of the whole plant that of the only node at the top. */
function pictured(chosen: string, path: readonly Branch[], tops: readonly Branch[]): Branch | null {
  const candidates = chosen === '' ? (tops.length === 1 ? tops : []) : path;
  return candidates.findLast(({ node }) => node.pictureId !== null) ?? null;
}

function Shown({ branch: { id, node } }: { branch: Branch }) {
  const { state, reload } = useLoad(
    (signal) => request(NODE_ROUTES.node, { params: { nodeId: id }, signal }),
    [id, node.revision],
  );
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${1} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${words.pictureFailed} sentence=${loaded.sentence} retry=${reload} />`;
  }
  const picture = loaded.value.documents.find(({ documentId }) => documentId === node.pictureId);
  if (picture === undefined) return html`<p class="no-match">${words.pictureNone}</p>`;
  return html`<section class="card plant-picture" aria-label=${words.picture(node.name)}>
    <${PlacedPicture}
      key=${picture.documentId}
      source=${documentAddress(id, picture.documentId)}
      label=${words.picture(node.name)}
      marks=${picture.marks}
      content=${(mark: PictureMark) => html`<${Mark} mark=${mark} />`}
    />
    ${picture.marks.length === 0 && html`<p class="muted">${words.pictureEmpty}</p>`}
  </section>`;
}

function Mark({ mark: { targetId } }: { mark: PictureMark }) {
  const { tree, plant } = useApp();
  const branch = tree.branches.value.get(targetId);
  if (branch !== undefined) {
    const isMachine = branch.node.kind === 'machine';
    const href = isMachine ? `/machines/${targetId}` : `/?view=picture&node=${targetId}`;
    const appearance = tree.rollUpOf(targetId).worst;
    return html`<${PictureMarkLink} name=${branch.node.name} appearance=${appearance} href=${href} />`;
  }
  const cell = plant.order.value.includes(targetId) ? plant.cell(targetId) : undefined;
  // What is gone from the plant stays on the picture until somebody takes it off, and shows nothing.
  if (cell === undefined) return null;
  const name = cell.point.value.name;
  return html`<${PictureMarkLink} name=${name} appearance=${cell.appearance.value} href=${`/point/${targetId}`} />`;
}

function NoPicture({ node }: { node: Signal<string> }) {
  const { tree, session } = useApp();
  const others = [...tree.branches.value.values()].filter(({ node }) => node.pictureId !== null);
  const query = node.value === '' ? '' : `?node=${node.value}`;
  return html`<div class="no-match">
    <p class="strong">${words.pictureNone}</p>
    <p>${words.pictureNoneWhy}</p>
    ${session.mayAnywhere('plant:edit') && html`<a class="button" href=${`/plant/edit${query}`}>${words.edit}</a>`}
    ${
      others.length > 0 &&
      html`<p>${words.pictureElsewhere}</p>
        <div class="plant-ways">
          ${others.slice(0, 12).map(
            ({ id, node: { name } }) => html`<button
              key=${id}
              class="button"
              onClick=${() => {
                node.value = id;
              }}
            >
              ${name}
            </button>`,
          )}
        </div>`
    }
  </div>`;
}
