import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import {
  IMPORT_CHARACTERS_MAX,
  PLANT_TRANSFER_ROUTES,
  type PlantFormat,
  type PlantPlan,
} from '#schemas/http/plant-transfer';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Failure } from '../../parts/failure.ts';
import { FileField } from '../../parts/form/file-field.ts';
import { text } from '../../text/en.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import type { Editor } from './editor.ts';
import { PlanTable } from './plan-table.ts';

type Step =
  | { kind: 'choose'; failure: string | null }
  | { kind: 'looking' | 'importing'; name: string }
  | { kind: 'looked'; name: string; format: PlantFormat; file: string; plan: PlantPlan };

/** A file with the tree: chosen, looked at row by row, and only then taken in, as a whole or not at all. */
export function ImportDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const step = useSignal<Step>({ kind: 'choose', failure: null });
  const at = step.value;
  const fail = (error: unknown) => {
    step.value = { kind: 'choose', failure: (error as Error).message };
  };
  const choose = async (file: File) => {
    const { name, size } = file;
    if (size > 4 * IMPORT_CHARACTERS_MAX) {
      fail(new Error(words.importTooLarge));
      return;
    }
    step.value = { kind: 'looking', name };
    try {
      const content = await file.text();
      const format = formatOf(name, content);
      const plan = await request(PLANT_TRANSFER_ROUTES.importPlant, {
        body: { format, text: content, dryRun: true },
      });
      step.value = { kind: 'looked', name, format, file: content, plan };
    } catch (error) {
      fail(error);
    }
  };
  const take = async (looked: Extract<Step, { kind: 'looked' }>) => {
    step.value = { kind: 'importing', name: looked.name };
    try {
      const plan = await request(PLANT_TRANSFER_ROUTES.importPlant, {
        body: { format: looked.format, text: looked.file, dryRun: false },
        idempotencyKey: crypto.randomUUID(),
      });
      if (plan.changeId === null) {
        // Somebody changed the plant meanwhile: what it says now stands in place of the first look.
        step.value = { ...looked, plan };
        return;
      }
      await editor.did(words.imported, { changeId: plan.changeId });
      onClose();
    } catch (error) {
      fail(error);
    }
  };
  const isBusy = at.kind === 'looking' || at.kind === 'importing';
  return html`<${Dialog} title=${words.importTitle} onClose=${onClose} busy=${isBusy} wide>
    <div class="stack">
      <p>${words.importLead}</p>
      ${at.kind === 'choose' && at.failure !== null && html`<${Failure} title=${at.failure} sentence="" retry=${null} />`}
      ${
        at.kind === 'choose' &&
        html`<${FileField}
          id="plant-file"
          label=${words.importChoose}
          hint=${words.importHint}
          accept=".csv,.json,text/csv,application/json"
          onFile=${(file: File) => void choose(file)}
        />`
      }
      ${isBusy && html`<p role="status">${at.kind === 'looking' ? words.importLooking(at.name) : words.importing}</p>`}
      ${at.kind === 'looked' && html`<p class="muted">${at.name}</p><${PlanTable} plan=${at.plan} />`}
    </div>
    <div class="dialog-buttons">
      ${
        at.kind === 'looked' &&
        html`<button
          class="button"
          onClick=${() => {
            step.value = { kind: 'choose', failure: null };
          }}
        >
          ${words.importAnother}
        </button>`
      }
      <button class="button" disabled=${isBusy} onClick=${onClose}>${text.cancel}</button>
      ${at.kind === 'looked' && html`<button class="button primary" disabled=${!isReady(at.plan)} onClick=${() => void take(at)}>${words.importAction}</button>`}
    </div>
  <//>`;
}

const isReady = ({ errorCount, created, edited, moved, placed }: PlantPlan) =>
  errorCount === 0 && created + edited + moved + placed > 0;

/** By its name, else by how it begins. */
function formatOf(name: string, content: string): PlantFormat {
  if (/\.json$/i.test(name)) return 'json';
  if (/\.csv$/i.test(name)) return 'csv';
  return /^\uFEFF?\s*[{[]/.test(content) ? 'json' : 'csv';
}
