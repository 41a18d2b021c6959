import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { RollUpMarks } from '../../parts/roll-up-marks.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { Tree } from '../../parts/tree/tree.ts';
import { matcherOf, TreeSearch } from '../../parts/tree/tree-search.ts';
import { useApp } from '../../session/app.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import { plantTree } from '../../text/plant-tree.ts';
import type { Branch } from '../../websocket/plant-tree.ts';
import { dropProps } from './drag-and-drop.ts';
import type { Editor } from './editor.ts';
import type { OpenDialog } from './open-dialog.ts';

/** The tree: choose a part, pick it up and put it down by mouse, finger or keyboard. */
export function EditorTree({
  editor,
  open,
}: {
  editor: Editor;
  open: (dialog: OpenDialog) => void;
}) {
  const { tree } = useApp();
  const search = useSignal('');
  const opened = useSignal<ReadonlySet<string>>(new Set());
  const state = tree.state.value;
  const { chosen } = editor;
  useEffect(() => {
    const above = tree.pathOf(chosen.value).map(({ id }) => id);
    const isNew = above.some((id) => !opened.peek().has(id));
    if (isNew) opened.value = new Set([...opened.peek(), ...above]);
  }, [chosen.value, state, tree.branches.value]);
  useEffect(() => {
    const tops = tree.childrenOf(null).map(({ id }) => id);
    opened.value = new Set([...opened.peek(), ...tops]);
  }, [state]);
  const carried = editor.carried.value;
  const isForTop = carried !== null && editor.mayPut(carried, null);
  const choose = (branch: Branch) => {
    if (editor.carried.peek() !== null) void editor.putDown(branch);
    else chosen.value = branch.id;
  };
  return html`<section class="card editor-tree tree-panel" aria-labelledby="editor-tree-title">
    <div class="chart-head" data-place=${isForTop || undefined} ...${dropProps(editor, null)}>
      <h2 id="editor-tree-title">${isForTop ? words.top : words.tree}</h2>
      ${editor.mayEdit(editor.branch() ?? null) && html`<button class="button small" onClick=${() => open('add')}>${words.add}</button>`}
    </div>
    ${editor.mayEditSomewhere() && html`<p class="hint editor-keys">${words.treeKeys}</p>`}
    ${state === 'waiting' && html`<${Skeleton} blocks=${3} />`}
    ${
      state === 'failed' &&
      html`<${Failure} title=${plantTree.failed} sentence="" retry=${() => void tree.load()} />`
    }
    ${
      state === 'ready' &&
      tree.branches.value.size === 0 &&
      html`<p class="strong">${words.emptyTitle}</p>
        <p>${words.emptyLead}</p>`
    }
    ${tree.branches.value.size > 8 && html`<${TreeSearch} id="editor-search" search=${search} />`}
    <${TopPlace} editor=${editor} />
    <${Tree}
      label=${words.tree}
      childrenOf=${(id: string | null) => tree.childrenOf(id)}
      open=${opened}
      matches=${matcherOf(search.value, ({ node }: Branch) => node.name)}
      chosen=${chosen.value === '' ? null : chosen.value}
      onChoose=${choose}
      words=${({ node }: Branch) => node.name}
      content=${(branch: Branch) => html`<${Row} branch=${branch} editor=${editor} />`}
      rowProps=${(branch: Branch) => dropProps(editor, branch)}
      onKey=${(event: KeyboardEvent, branch: Branch) => press(event, branch, editor, open)}
    />
  </section>`;
}

function Row({ branch: { id, node }, editor }: { branch: Branch; editor: Editor }) {
  const { tree } = useApp();
  const carried = editor.carried.value;
  const branch = tree.branches.value.get(id);
  const isPlace = carried !== null && branch !== undefined && editor.mayPut(carried, branch);
  return html`<span class="tree-name" data-place=${isPlace || undefined}>
      ${node.name} <small class="muted">${plantTree.kind[node.kind]}</small>
    </span>
    ${
      isPlace
        ? html`<span class="tree-place">${words.goesHere}</span>`
        : html`<${RollUpMarks} rollUp=${tree.rollUpOf(id)} unacknowledged=${0} />`
    }`;
}

/** With less of the tree in the window there is nowhere to put anything, px. */
const ROOM_PX = 160;

/** How much of it is in the window, px. */
function seenOf(element: Element | null): number {
  if (element === null) return 0;
  const { top, bottom } = element.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0);
}

/** While something is carried: the top of the tree as a place for it. */
function TopPlace({ editor }: { editor: Editor }) {
  const carried = editor.carried.value;
  const banner = useRef<HTMLDivElement>(null);
  // On a phone the sensors stand below the tree: what is picked up there needs its places in sight.
  useEffect(() => {
    const card = banner.current?.closest('.editor-tree');
    if (card && seenOf(card.querySelector('.tree')) < ROOM_PX) card.scrollIntoView();
  }, [carried === null]);
  // While something is dragged nothing may move under the pointer.
  if (carried === null || editor.dragged !== null) return null;
  return html`<div class="carrying" role="status" ref=${banner}>
    <p><strong>${words.carrying(carried.name)}</strong> <small>${words.carryingKeys}</small></p>
    <div class="plant-ways">
      ${
        editor.mayPut(carried, null) &&
        html`<button class="button" onClick=${() => void editor.putDown(null)}>
          ${words.top}
        </button>`
      }
      <button
        class="button"
        onClick=${() => {
          editor.carried.value = null;
        }}
      >
        <${Icon} name="close" />${words.letGo}
      </button>
    </div>
  </div>`;
}

function press(
  event: KeyboardEvent,
  branch: Branch,
  editor: Editor,
  open: (dialog: OpenDialog) => void,
): boolean {
  const key = event.key.toLowerCase();
  const isPlain = !event.altKey && !event.shiftKey;
  if (!isPlain) return false;
  const isCarrying = editor.carried.peek() !== null;
  if (key === 'v' || (key === 'enter' && isCarrying)) {
    if (!isCarrying) return false;
    void editor.putDown(branch);
    return true;
  }
  if (!editor.mayEdit(branch)) return false;
  if (key === 'x') {
    if (!editor.mayMove(branch)) return false;
    editor.carried.value = { kind: 'node', id: branch.id, name: branch.node.name };
    return true;
  }
  if (event.ctrlKey || event.metaKey) return false;
  if (key !== 'f2' && key !== 'insert' && key !== 'delete') return false;
  editor.chosen.value = branch.id;
  if (key === 'delete') {
    if (editor.mayRemove(branch)) void editor.remove(branch);
  } else open(key === 'f2' ? 'rename' : 'add');
  return true;
}
