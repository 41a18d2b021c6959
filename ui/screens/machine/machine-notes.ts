import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { TextAreaField } from '../../parts/form/text-area-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { usePlantChange } from '../../parts/use-plant-change.ts';
import { text } from '../../text/en.ts';
import { machineWords as words } from '../../text/plant-machine.ts';
import type { MachinePartProps } from './machine-part-props.ts';

const CHARACTERS_MAX = 4_000;

/** What people noted of the machine. */
export function MachineNotes({ node, reload }: MachinePartProps) {
  const isEditing = useSignal(false);
  return html`<section class="card" aria-labelledby="machine-notes-title">
    <div class="chart-head">
      <h2 id="machine-notes-title">${words.notes}</h2>
      ${
        node.mayEdit &&
        html`<button
          class="button small"
          aria-label=${words.notesEdit}
          onClick=${() => {
            isEditing.value = true;
          }}
        >
          ${words.edit}
        </button>`
      }
    </div>
    <p class=${node.notes === '' ? 'muted' : 'machine-notes'}>${node.notes === '' ? words.notesNone : node.notes}</p>
    ${
      isEditing.value &&
      html`<${NotesDialog}
        node=${node}
        reload=${reload}
        onClose=${() => {
          isEditing.value = false;
        }}
      />`
    }
  </section>`;
}

function NotesDialog({ node, reload, onClose }: MachinePartProps & { onClose: () => void }) {
  const notes = useSignal(node.notes);
  const changes = usePlantChange(reload);
  const submitting = useSubmit(async () => {
    const { change } = await request(NODE_ROUTES.editNode, {
      params: { nodeId: node.nodeId },
      body: { notes: notes.value, seenRevision: node.revision },
    });
    onClose();
    await changes.did(words.saved, change);
  });
  return html`<${FormDialog}
    title=${words.notesEdit}
    action=${text.save}
    of=${submitting}
    draft=${() => notes.value}
    wide
    onClose=${onClose}
  >
    <${TextAreaField} id="machine-notes" label=${words.notes} value=${notes} maxLength=${CHARACTERS_MAX} rows=${8} />
  <//>`;
}
