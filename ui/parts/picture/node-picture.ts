import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { NodeDetail, NodeDocument, PictureMark } from '#schemas/plant/node';
import { type App, useApp } from '../../session/app.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import { FileField } from '../form/file-field.ts';
import { PictureEditor, type Placeable } from './picture-editor.ts';
import { PictureMarkLink } from './picture-mark.ts';
import { documentAddress, PlacedPicture } from './placed-picture.ts';
import { useNodeDocuments } from './use-node-documents.ts';

/** What a picture is shown of, and who hears that it was changed. */
export interface NodePictureProps {
  readonly node: NodeDetail;
  readonly reload: () => void;
}

/** The picture of a part of the plant with what stands on it where it stands; to be placed by who may. */
export function NodePicture({ node, reload }: NodePictureProps) {
  const documents = useNodeDocuments(node.nodeId, reload);
  const placing = useSignal<readonly PictureMark[] | null>(null);
  const picture = node.documents.find(({ documentId }) => documentId === node.pictureId);
  if (picture === undefined) {
    if (!node.mayEdit) return null;
    return html`<section class="card" aria-label=${words.picture(node.name)}>
      <p class="muted">${words.pictureNone}</p>
      <${FileField}
        id="node-picture"
        label=${words.pictureAdd}
        hint=${documents.adding.value === null ? words.pictureHint : words.documentAdding(documents.adding.value)}
        accept="image/png,image/jpeg,image/webp"
        onFile=${(file: File) => void documents.add(file, true)}
      />
    </section>`;
  }
  const source = documentAddress(node.nodeId, picture.documentId);
  const end = async () => {
    const marks = placing.peek();
    placing.value = null;
    if (marks !== null && marks !== picture.marks) await documents.place(picture, marks);
  };
  return html`<section class="card" aria-label=${words.picture(node.name)}>
    ${
      placing.value === null
        ? html`<${Live} node=${node} picture=${picture} source=${source} />`
        : html`<${Placing} node=${node} source=${source} placing=${placing} />`
    }
    ${
      node.mayEdit &&
      html`<div class="plant-ways">
        <button
          class=${placing.value === null ? 'button small' : 'button primary'}
          onClick=${() => {
            if (placing.peek() === null) placing.value = picture.marks;
            else void end();
          }}
        >
          ${placing.value === null ? words.place : words.placeDone}
        </button>
      </div>`
    }
  </section>`;
}

function Live({
  node,
  picture,
  source,
}: Pick<NodePictureProps, 'node'> & { picture: NodeDocument; source: string }) {
  const app = useApp();
  return html`<${PlacedPicture}
    key=${source}
    source=${source}
    label=${words.picture(node.name)}
    marks=${picture.marks}
    content=${({ targetId }: PictureMark) => {
      const item = placeables(app, node).find(({ id }) => id === targetId);
      if (item === undefined) return null;
      const href = hrefOf(app, targetId);
      return html`<${PictureMarkLink} name=${item.name} appearance=${item.appearance} href=${href} />`;
    }}
  />`;
}

function Placing({
  node,
  source,
  placing,
}: Pick<NodePictureProps, 'node'> & {
  source: string;
  placing: { value: readonly PictureMark[] | null };
}) {
  return html`<${PictureEditor}
    source=${source}
    label=${words.picture(node.name)}
    marks=${placing.value ?? []}
    placeable=${placeables(useApp(), node)}
    onPlaced=${(marks: readonly PictureMark[]) => {
      placing.value = marks;
    }}
  />`;
}

function hrefOf({ tree }: App, targetId: string): string {
  const kind = tree.branches.value.get(targetId)?.node.kind;
  if (kind === undefined) return `/point/${targetId}`;
  return kind === 'machine' ? `/machines/${targetId}` : `/?node=${targetId}`;
}

/** On a machine its points and positions; on a larger part what stands right below it, and all machines. */
function placeables({ tree, plant }: App, { nodeId, kind }: NodeDetail): Placeable[] {
  const points = kind !== 'machine' ? [] : tree.pointsWithin(nodeId);
  const shown = new Set(tree.childrenOf(nodeId).map(({ id }) => id));
  for (const id of tree.within(nodeId)) {
    const branch = tree.branches.value.get(id);
    if (branch?.node.kind === 'machine' && id !== nodeId) shown.add(branch.id);
  }
  return [
    ...points.flatMap((id) => {
      const cell = plant.cell(id);
      if (cell === undefined) return [];
      const { pointId, name } = cell.point.value;
      return [{ id: pointId, name, appearance: cell.appearance.value }];
    }),
    ...[...shown].map((id) => ({
      id,
      name: tree.branches.value.get(id)?.node.name ?? '',
      appearance: tree.rollUpOf(id).worst,
    })),
  ];
}
