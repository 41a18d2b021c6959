import { useComputed, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { describeError } from '#schemas/errors/tremolo-error';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { searchWords as words } from '../../text/search.ts';
import { Dialog } from '../dialog/dialog.ts';
import { Icon } from '../icon.ts';
import { KeptSearches } from './kept-searches.ts';
import { type Choice, choicesOf } from './search-choices.ts';
import { useSearch } from './use-search.ts';

const PER_KIND = 5;

/** Finds anything and goes there: by keyboard alone, from every screen. */
export function SearchPalette({ onClose }: { onClose: () => void }) {
  const { router, session } = useApp();
  const q = useSignal('');
  const chosen = useSignal(0);
  const kept = useMemo(() => new KeptSearches((error) => console.warn(describeError(error))), []);
  useEffect(() => void kept.load(), []);
  const { answer, failure, isBusy } = useSearch(q, PER_KIND);
  const state = session.state.value;
  const places = state.kind === 'person' ? state.info.navigation : [];
  const groups = useComputed(() =>
    choicesOf({
      q: q.value,
      answer: answer.value,
      places: places.map(({ key, path }) => ({ path, title: text.nav[key] })),
      recent: kept.recent.value,
      saved: kept.saved.value,
    }),
  );
  const choices = groups.value.flatMap((group) => group.choices);
  const at = Math.min(chosen.value, Math.max(0, choices.length - 1));
  const take = (choice: Choice) => {
    if (choice.search !== null) {
      q.value = choice.search;
      chosen.value = 0;
      return;
    }
    if (q.value.trim() !== '') kept.used(q.value.trim());
    onClose();
    router.go(choice.path);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (choices.length > 0) chosen.value = (at + step + choices.length) % choices.length;
    }
    if (event.key === 'Escape') {
      // A search field would only be emptied.
      event.preventDefault();
      onClose();
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      const choice = choices[at];
      if (choice !== undefined) take(choice);
    }
  };
  return html`<${Dialog} title=${words.title} onClose=${onClose} wide>
    <div class="palette">
      <${SearchInput} q=${q} onKeyDown=${press} onInput=${() => {
        chosen.value = 0;
      }} active=${choices[at]?.id ?? null} />
      <p class="spoken" role="status">
        ${isBusy.value ? words.searching : q.value.trim() === '' ? '' : words.found(choices.length)}
      </p>
      ${failure.value !== null && html`<p role="alert">${words.failed}: ${failure.value}</p>`}
      <div id="palette-list" role="listbox" aria-label=${words.results} class="palette-list">
        ${groups.value.map(
          (group) => html`<div key=${group.title} role="group" aria-label=${group.title}>
            <p class="palette-kind" aria-hidden="true">${group.title}</p>
            ${group.choices.map(
              (choice) => html`<${Option}
                key=${choice.id}
                choice=${choice}
                isChosen=${choice === choices[at]}
                onTake=${() => take(choice)}
              />`,
            )}
          </div>`,
        )}
        ${
          choices.length === 0 &&
          html`<p class="muted">${
            q.value.trim() === ''
              ? words.start
              : isBusy.value
                ? words.searching
                : `${words.none(q.value.trim())} ${words.noneHint}`
          }</p>`
        }
      </div>
      <div class="palette-foot">
        <span class="muted">${words.keys}</span>
        ${
          q.value.trim() !== '' &&
          html`<a
            class="button small"
            href=${`/search?q=${encodeURIComponent(q.value.trim())}`}
            onClick=${() => {
              kept.used(q.value.trim());
              onClose();
            }}
          >
            ${words.all}
          </a>`
        }
        <button type="button" class="button small" onClick=${onClose}>${text.close}</button>
      </div>
    </div>
  <//>`;
}

function SearchInput({
  q,
  active,
  onKeyDown,
  onInput,
}: {
  q: { value: string };
  active: string | null;
  onKeyDown: (event: KeyboardEvent) => void;
  onInput: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return html`<div class="palette-field">
    <${Icon} name="search" />
    <input
      ref=${field}
      type="search"
      role="combobox"
      aria-label=${words.open}
      aria-expanded="true"
      aria-controls="palette-list"
      aria-activedescendant=${active ?? undefined}
      autocomplete="off"
      maxlength="120"
      placeholder=${words.placeholder}
      value=${q.value}
      onKeyDown=${onKeyDown}
      onInput=${(event: Event) => {
        q.value = (event.target as HTMLInputElement).value;
        onInput();
      }}
    />
  </div>`;
}

function Option({
  choice,
  isChosen,
  onTake,
}: {
  choice: Choice;
  isChosen: boolean;
  onTake: () => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  // Taken by the field's keys; the pointer takes it here.
  return html`<div
    ref=${element}
    id=${choice.id}
    role="option"
    aria-selected=${isChosen}
    class="palette-option"
    onClick=${onTake}
  >
    <span>${choice.title}</span>
    ${choice.detail !== '' && html`<span class="muted">${choice.detail}</span>`}
  </div>`;
}
