import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Icon } from '../../parts/icon.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { useAddress } from '../../session/use-address.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import { CopiesDialog } from './copies-dialog.ts';
import { Editor } from './editor.ts';
import { EditorDetails } from './editor-details.ts';
import { EditorTree } from './editor-tree.ts';
import { ExportButtons } from './export-buttons.ts';
import { ImportDialog } from './import-dialog.ts';
import { NodeDialog } from './node-dialog.ts';
import type { OpenDialog } from './open-dialog.ts';
import { UnassignedSensors } from './unassigned-sensors.ts';
import { UndoBar } from './undo-bar.ts';
import { UnplacedValues } from './unplaced-values.ts';

/** The tree of the plant to be built and changed, and the sensors that wait for a place in it. */
export function PlantEditorScreen() {
  const app = useApp();
  const address = useAddress();
  const editor = useMemo(() => new Editor(app), []);
  const dialog = useSignal<OpenDialog>(null);
  useEffect(() => {
    editor.chosen.value = address.get('node');
    void app.tree.load();
  }, []);
  useKeys(editor);
  useTitle(words.title);
  const open = (what: OpenDialog) => {
    dialog.value = what;
  };
  const close = () => open(null);
  const branch = editor.branch();
  const back = branch === undefined ? '/' : `/?node=${branch.id}`;
  return html`<div class="editor-head">
      <a class="back" href=${back}><${Icon} name="back" />${words.back}</a>
      <div class="editor-title">
        <h1>${words.title}</h1>
        <div class="plant-ways">
          ${editor.mayEditSomewhere() && html`<button class="button" onClick=${() => open('import')}>${words.import_}</button>`}
          <${ExportButtons} />
        </div>
      </div>
      <p class="muted">${editor.mayEditSomewhere() ? words.lead : words.mayNot}</p>
    </div>
    <div class="editor-grid">
      <${EditorTree} editor=${editor} open=${open} />
      <${EditorDetails} editor=${editor} open=${open} />
      <div class="editor-unassigned-all">
        <${UnassignedSensors} editor=${editor} />
        <${UnplacedValues} editor=${editor} />
      </div>
    </div>
    <${UndoBar} editor=${editor} />
    ${dialog.value === 'add' && html`<${NodeDialog} editor=${editor} of=${null} onClose=${close} />`}
    ${dialog.value === 'rename' && branch !== undefined && html`<${NodeDialog} editor=${editor} of=${branch} onClose=${close} />`}
    ${dialog.value === 'copies' && branch !== undefined && html`<${CopiesDialog} editor=${editor} of=${branch} onClose=${close} />`}
    ${dialog.value === 'import' && html`<${ImportDialog} editor=${editor} onClose=${close} />`}`;
}

/** Escape lets go of what is carried; Ctrl+Z takes the latest back. None while typing or in a dialog. */
function useKeys(editor: Editor): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element &&
        event.target.closest('input, select, textarea, dialog') !== null;
      if (isTyping) return;
      if (event.key === 'Escape' && editor.carried.peek() !== null) {
        editor.carried.value = null;
        event.preventDefault();
      }
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
        event.preventDefault();
        void editor.undo();
      }
    };
    // Before the shortcuts of the page, for which Escape leads back to the plant.
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, []);
}
