import { html } from 'htm/preact';
import type { PlantPlan } from '#schemas/http/plant-transfer';
import { Sentence } from '../../parts/sentence.ts';
import { importSays } from '../../text/import-says.ts';
import { NO_VALUE } from '../../text/numbers.ts';
import { editorWords } from '../../text/plant-editor.ts';
import { plantTree } from '../../text/plant-tree.ts';

const words = editorWords.plan;
/** Rows that are drawn; the sentence below counts the rest. */
const SHOWN = 200;

/** What a dry run found: every error by row, or else what would change. */
export function PlanTable({ plan }: { plan: PlantPlan }) {
  const changes = plan.created + plan.edited + plan.moved + plan.placed;
  const said =
    plan.errorCount > 0
      ? words.errors(plan.errorCount, plan.rows)
      : changes === 0
        ? words.nothing
        : plan.rows === 0
          ? words.readyCopies(changes)
          : words.ready(changes, plan.rows);
  return html`<p class="strong" role="status">${said}</p>
    ${plan.errorCount > 0 ? html`<${Errors} plan=${plan} />` : changes > 0 && html`<${Changes} plan=${plan} total=${changes} />`}`;
}

function Errors({ plan: { errors, errorCount } }: { plan: PlantPlan }) {
  const shown = errors.slice(0, SHOWN);
  return html`<div class="table plan-table" role="region" aria-label=${words.what} tabindex="0">
      <table>
        <thead><tr><th scope="col">${words.row}</th><th scope="col">${words.column}</th><th scope="col">${words.what}</th></tr></thead>
        <tbody>
          ${shown.map(
            ({ row, column, ...wrong }, at) => html`<tr key=${at}>
              <th scope="row">${row}</th><td>${column ?? NO_VALUE}</td><td><${Sentence} of=${importSays(wrong)} /></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${errorCount > shown.length && html`<p class="muted">${words.moreErrors(errorCount - shown.length)}</p>`}`;
}

function Changes({ plan: { changes }, total }: { plan: PlantPlan; total: number }) {
  const shown = changes.slice(0, SHOWN);
  return html`<div class="table plan-table" role="region" aria-label=${words.change} tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${words.change}</th><th scope="col">${words.kind}</th>
            <th scope="col">${words.path}</th><th scope="col">${words.fields}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ what, kind, path, fields }, at) => html`<tr key=${at}>
              <td>${words.changes[what]}</td>
              <td>${kind === 'point' ? words.point : plantTree.kind[kind]}</td>
              <th scope="row">${path}</th>
              <td>${fields.join(', ') || NO_VALUE}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${total > shown.length && html`<p class="muted">${words.moreChanges(total - shown.length)}</p>`}`;
}
