import type { Branch } from '../../websocket/plant-tree.ts';
import type { Carried } from './carried.ts';
import type { Editor } from './editor.ts';

/** What makes something draggable: it is picked up as by tap or key, and lies down where it is dropped. */
export function dragProps(editor: Editor, carried: Carried): Record<string, unknown> {
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.stopPropagation();
      editor.dragged = carried;
      // A row that is drawn anew as its dragging begins is not dragged at all.
      requestAnimationFrame(() => {
        if (editor.dragged === carried) editor.carried.value = carried;
      });
      // Some browsers drag nothing that carries no data.
      event.dataTransfer?.setData('text/plain', carried.name);
      if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = 'move';
    },
    onDragEnd: () => {
      editor.dragged = null;
      editor.carried.value = null;
    },
  };
}

/** What makes a part of the tree (null: its top) draggable and a place to drop on, where the rules allow it. */
export function dropProps(editor: Editor, branch: Branch | null): Record<string, unknown> {
  const over = (event: DragEvent) => {
    const { dragged } = editor;
    if (dragged === null || !editor.mayPut(dragged, branch)) return;
    event.preventDefault();
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.dataset.over = '';
  };
  const leave = (event: DragEvent) => {
    if (event.currentTarget instanceof HTMLElement) delete event.currentTarget.dataset.over;
  };
  return {
    ...(branch === null || !editor.mayMove(branch)
      ? {}
      : dragProps(editor, { kind: 'node', id: branch.id, name: branch.node.name })),
    onDragOver: over,
    onDragLeave: leave,
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      leave(event);
      void editor.putDown(branch, editor.dragged);
      editor.dragged = null;
    },
  };
}
