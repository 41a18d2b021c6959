import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { NodePicture } from '../../parts/picture/node-picture.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import { machineWords } from '../../text/plant-machine.ts';
import { plantTree } from '../../text/plant-tree.ts';
import type { Branch } from '../../websocket/plant-tree.ts';
import type { Editor } from './editor.ts';
import type { OpenDialog } from './open-dialog.ts';
import { SensorRow } from './sensor-row.ts';

/** The chosen part of the tree: what can be done with it, its sensors, its picture. */
export function EditorDetails({
  editor,
  open,
}: {
  editor: Editor;
  open: (dialog: OpenDialog) => void;
}) {
  const branch = editor.branch();
  if (branch === undefined) {
    return html`<section class="card editor-details"><p class="muted">${words.chooseFirst}</p></section>`;
  }
  const { id, node } = branch;
  const isMachine = node.kind === 'machine';
  return html`<section class="card editor-details" aria-labelledby="editor-details-title">
    <h2 id="editor-details-title">${node.name} <small class="muted">${plantTree.kind[node.kind]}</small></h2>
    <div class="plant-ways">
      ${editor.mayEdit(branch) && html`<${Actions} branch=${branch} editor=${editor} open=${open} />`}
      ${isMachine && html`<a class="button" href=${`/machines/${id}`}>${words.openMachine}</a>`}
    </div>
    ${(isMachine || node.kind === 'position') && html`<${Sensors} branch=${branch} editor=${editor} />`}
    ${node.kind !== 'position' && html`<${Picture} key=${id} branch=${branch} />`}
  </section>`;
}

function Actions({
  branch,
  editor,
  open,
}: {
  branch: Branch;
  editor: Editor;
  open: (dialog: OpenDialog) => void;
}) {
  const { id, node } = branch;
  const isPosition = node.kind === 'position';
  const mayMove = editor.mayMove(branch);
  const carry = () => {
    editor.carried.value = { kind: 'node', id, name: node.name };
  };
  return html`${!isPosition && html`<button class="button" aria-label=${words.addTo(node.name)} onClick=${() => open('add')}>${words.add}</button>`}
    <button class="button" onClick=${() => open('rename')}>${words.rename}</button>
    ${mayMove && html`<button class="button" onClick=${carry}>${words.move}</button>`}
    ${!isPosition && html`<button class="button" onClick=${() => open('copies')}>${words.copy}</button>`}
    ${editor.mayRemove(branch) && html`<button class="button" onClick=${() => void editor.remove(branch)}>${words.remove}</button>`}`;
}

function Sensors({ branch: { id }, editor }: { branch: Branch; editor: Editor }) {
  const { tree, plant } = useApp();
  const here = tree.pointsWithin(id).flatMap((pointId) => plant.cell(pointId) ?? []);
  return html`<h3>${words.points}</h3>
    ${here.length === 0 && html`<p class="muted">${words.pointsNone}</p>`}
    <ul class="sensor-rows">
      ${here.map((cell) => html`<${SensorRow} key=${cell.point.value.pointId} cell=${cell} editor=${editor} isPlaced />`)}
    </ul>`;
}

function Picture({ branch: { id, node } }: { branch: Branch }) {
  const { tree } = useApp();
  const turn = useSignal(0);
  const { state, reload } = useLoad(
    (signal) => request(NODE_ROUTES.node, { params: { nodeId: id }, signal }),
    [id, node.revision, turn.value],
  );
  const loaded = state.value;
  if (loaded.kind === 'loading') return null;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${machineWords.failed} sentence=${loaded.sentence} retry=${reload} />`;
  }
  const again = () => {
    turn.value++;
    void tree.load();
  };
  return html`<h3>${words.picture}</h3>
    <p class="hint">${words.pictureLead}</p>
    <${NodePicture} node=${loaded.value} reload=${again} />`;
}
