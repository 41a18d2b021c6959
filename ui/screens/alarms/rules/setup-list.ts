import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { useMayAt } from '../../../session/use-may-at.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { useNameOf } from './use-name-of.ts';

/** Something that is kept for a part of the plant, or for the whole site. */
interface OfPart {
  readonly nodeId: string | null;
}

interface SetupListProps<One extends OfPart> {
  readonly items: readonly One[];
  readonly keyOf: (one: One) => string;
  readonly nameOf: (one: One) => string;
  readonly show: (one: One) => ComponentChildren;
  readonly newWord: string;
  readonly empty: string;
  readonly removeSays: string;
  readonly remove: (one: One) => Promise<unknown>;
  /** The form of one, or of a new one. */
  readonly form: (one: One | null, onClose: () => void) => ComponentChildren;
  readonly onChanged: () => void;
}

/** A short list of what a site has set up for its alarms: each can be changed and removed by who may. */
export function SetupList<One extends OfPart>(props: SetupListProps<One>) {
  const { items, keyOf, nameOf, show, newWord, empty, form } = props;
  const may = useMayAt();
  const placeOf = useNameOf();
  const mayConfigure = useApp().session.mayAnywhere('alarm:configure');
  const opened: Signal<One | 'new' | null> = useSignal<One | 'new' | null>(null);
  const remove = useRemoving(props);
  const close = () => {
    opened.value = null;
  };
  return html`<div class="table-tools">
      <span class="spring"></span>
      ${
        mayConfigure
          ? html`<button class="button primary" onClick=${() => {
              opened.value = 'new';
            }}>${newWord}</button>`
          : html`<p class="muted">${words.onlyReads}</p>`
      }
    </div>
    ${items.length === 0 && html`<div class="table-empty">${empty}</div>`}
    <ul class="rule-list">
      ${items.map(
        (one) => html`<li key=${keyOf(one)}>
          <article class="card rule-card">
            <h2>${nameOf(one)}</h2>
            ${one.nodeId !== null && html`<p class="muted">${words.onlyIn(placeOf(one.nodeId))}</p>`}
            ${show(one)}
            ${
              may.node('alarm:configure', one.nodeId) &&
              html`<div class="form-buttons">
                <button class="button" aria-label=${`${words.edit} ${nameOf(one)}`} onClick=${() => {
                  opened.value = one;
                }}>${words.edit}</button>
                <button class="button" aria-label=${`${words.remove} ${nameOf(one)}`} onClick=${() => remove(one)}>${words.remove}</button>
              </div>`
            }
          </article>
        </li>`,
      )}
    </ul>
    ${opened.value !== null && form(opened.value === 'new' ? null : opened.value, close)}`;
}

function useRemoving<One extends OfPart>({
  nameOf,
  removeSays,
  remove,
  onChanged,
}: SetupListProps<One>) {
  const { questions, notices } = useApp();
  const act = useAct();
  return async (one: One) => {
    const question = {
      ...{ title: words.removeTitle(nameOf(one)), sentence: removeSays },
      ...{ action: words.remove, isDanger: true },
    };
    if (!(await questions.confirm(question))) return;
    if (await act(() => remove(one))) notices.done(words.removed(nameOf(one)));
    onChanged();
  };
}
