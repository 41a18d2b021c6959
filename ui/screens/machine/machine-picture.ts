import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { NodeDocument, PictureMark } from '#schemas/plant/node';
import { FileField } from '../../parts/form/file-field.ts';
import { PictureEditor, type Placeable } from '../../parts/picture/picture-editor.ts';
import { PictureMarkLink } from '../../parts/picture/picture-mark.ts';
import { documentAddress, PlacedPicture } from '../../parts/picture/placed-picture.ts';
import { useNodeDocuments } from '../../parts/picture/use-node-documents.ts';
import { type App, useApp } from '../../session/app.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { MachinePartProps } from './machine-screen.ts';

/** The picture of the machine with its points where they sit; to be placed by who may. */
export function MachinePicture({ node, reload }: MachinePartProps) {
  const documents = useNodeDocuments(node.nodeId, reload);
  const placing = useSignal<readonly PictureMark[] | null>(null);
  const picture = node.documents.find(({ documentId }) => documentId === node.pictureId);
  if (picture === undefined) {
    if (!node.mayEdit) return null;
    return html`<section class="card" aria-label=${words.picture(node.name)}>
      <p class="muted">${words.pictureNone}</p>
      <${FileField}
        id="machine-picture"
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
}: Pick<MachinePartProps, 'node'> & { picture: NodeDocument; source: string }) {
  const app = useApp();
  return html`<${PlacedPicture}
    source=${source}
    label=${words.picture(node.name)}
    marks=${picture.marks}
    content=${({ targetId }: PictureMark) => {
      const item = placeables(app, node.nodeId).find(({ id }) => id === targetId);
      if (item === undefined) return null;
      const href = targetId.startsWith('pt_') ? `/point/${targetId}` : `/?node=${targetId}`;
      return html`<${PictureMarkLink} name=${item.name} appearance=${item.appearance} href=${href} />`;
    }}
  />`;
}

function Placing({
  node,
  source,
  placing,
}: Pick<MachinePartProps, 'node'> & {
  source: string;
  placing: { value: readonly PictureMark[] | null };
}) {
  return html`<${PictureEditor}
    source=${source}
    label=${words.picture(node.name)}
    marks=${placing.value ?? []}
    placeable=${placeables(useApp(), node.nodeId)}
    onPlaced=${(marks: readonly PictureMark[]) => {
      placing.value = marks;
    }}
  />`;
}

/** The positions of the machine, and its points. */
function placeables({ tree, plant }: App, nodeId: string): Placeable[] {
  const positions = tree.childrenOf(nodeId).map(({ id, node }) => ({
    id,
    name: node.name,
    appearance: tree.rollUpOf(id).worst,
  }));
  const points = tree.pointsWithin(nodeId).flatMap((id) => {
    const cell = plant.cell(id);
    if (cell === undefined) return [];
    const { pointId, name } = cell.point.value;
    return [{ id: pointId, name, appearance: cell.appearance.value }];
  });
  return [...points, ...positions];
}
