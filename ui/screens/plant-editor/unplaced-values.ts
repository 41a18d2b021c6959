import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PROCESS_VALUE_ROUTES } from '#schemas/http/process-values';
import type { ProcessValue } from '#schemas/plant/process-value';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { useAct } from '../../parts/use-act.ts';
import { useProcessValues } from '../../parts/values/use-process-values.ts';
import { ValueReading } from '../../parts/values/value-reading.ts';
import { useApp } from '../../session/app.ts';
import { count } from '../../text/numbers.ts';
import { valueWords as words } from '../../text/process-values.ts';
import type { Editor } from './editor.ts';

/** Drawn at once; the search finds the rest. */
const SHOWN = 40;

/** Values that came and stand nowhere, live, to be put at the part of the tree that is looked at. */
export function UnplacedValues({ editor }: { editor: Editor }) {
  const { notices } = useApp();
  const search = useSignal('');
  const { values, reload } = useProcessValues({
    unassigned: '1',
    ...(search.value !== '' && { q: search.value }),
  });
  const act = useAct();
  const branch = editor.branch();
  const loaded = values.value;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`;
  }
  const found = loaded.kind === 'ready' ? loaded.value : [];
  // Nothing ever came: a plant without such values is not bothered with them.
  if (found.length === 0 && search.value === '') return null;
  const takeOff = (value: ProcessValue) =>
    act(async () => {
      await request(PROCESS_VALUE_ROUTES.editProcessValue, {
        params: { valueId: value.valueId },
        body: { nodeId: null },
      });
      reload();
    });
  const place = (value: ProcessValue) =>
    void act(async () => {
      if (branch === undefined) return;
      await request(PROCESS_VALUE_ROUTES.editProcessValue, {
        params: { valueId: value.valueId },
        body: { nodeId: branch.id as never },
      });
      notices.done(words.placed(value.name, branch.node.name), () => void takeOff(value));
      reload();
    });
  return html`<section class="card editor-values" aria-labelledby="unplaced-values">
    <h2 id="unplaced-values">${words.unplaced} <span class="count">${found.length}</span></h2>
    <p class="hint">${words.unplacedLead}</p>
    <input
      type="search"
      aria-label=${words.find}
      placeholder=${words.find}
      value=${search}
      onInput=${(event: Event) => {
        search.value = (event.target as HTMLInputElement).value;
      }}
    />
    <ul class="values">
      ${found.slice(0, SHOWN).map(
        (value) => html`<li key=${value.valueId}>
          <div>
            <strong>${value.name}</strong>
            <span class="value-address muted">${value.address}</span>
            <${ValueReading} of=${value} />
          </div>
          <button
            class="button small"
            disabled=${branch === undefined || !editor.mayEdit(branch)}
            title=${branch === undefined ? words.chooseFirst : undefined}
            onClick=${() => place(value)}
          >
            ${branch === undefined ? words.chooseFirst : words.placeAt(branch.node.name)}
          </button>
        </li>`,
      )}
    </ul>
    ${found.length > SHOWN && html`<p class="hint">${words.more(count(found.length - SHOWN))}</p>`}
  </section>`;
}
