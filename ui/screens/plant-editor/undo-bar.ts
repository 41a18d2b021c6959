import { html } from 'htm/preact';
import { text } from '../../text/en.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import type { Editor } from './editor.ts';

/** The latest step in words, and the button that takes it back; always in sight once something was done. */
export function UndoBar({ editor }: { editor: Editor }) {
  const last = editor.stack.done.value.at(-1);
  if (last === undefined) return null;
  return html`<div class="undo-bar" role="status">
    <span>${last.sentence}</span>
    <button class="button" aria-label=${words.undo(last.sentence)} onClick=${() => void editor.undo()}>
      ${text.undo}<kbd>Ctrl Z</kbd>
    </button>
  </div>`;
}
