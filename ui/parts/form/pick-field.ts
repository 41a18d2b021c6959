import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useId } from 'preact/hooks';
import { tableWords } from '../../text/table.ts';
import { Sentence } from '../sentence.ts';

/** Something to pick: a person by name, for example. */
export interface Pick {
  readonly id: string;
  readonly word: string;
  readonly more?: string;
}

export interface PickFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: Signal<Pick | null>;
  /** What fits the words; the first few are enough. */
  readonly find: (words: string, signal: AbortSignal) => Promise<readonly Pick[]>;
  readonly error?: string | null;
  readonly hint?: string | null;
  readonly autofocus?: boolean;
}

const TYPING_MS = 200;
type Found = { kind: 'closed' | 'failed' } | { kind: 'open'; picks: readonly Pick[] };

/** One of very many, found by typing: arrows walk what was found, Enter takes it, Escape closes the list (ARIA combobox). */
export function PickField(props: PickFieldProps) {
  const { id, label, value, find, error = null, hint = null, autofocus = false } = props;
  const listId = useId();
  const words = useSignal(value.peek()?.word ?? '');
  const found = useSignal<Found>({ kind: 'closed' });
  const at = useSignal(0);
  const isPicked = value.value !== null && words.value === value.value.word;
  useEffect(() => {
    if (isPicked || words.value.trim() === '') {
      found.value = { kind: 'closed' };
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const picks = await find(words.peek().trim(), controller.signal);
        at.value = 0;
        found.value = { kind: 'open', picks };
      } catch (cause) {
        if (controller.signal.aborted) return;
        console.warn(cause);
        found.value = { kind: 'failed' };
      }
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [words.value, isPicked]);
  const picks = found.value.kind === 'open' ? found.value.picks : [];
  const take = (pick: Pick | undefined) => {
    if (pick === undefined) return;
    value.value = pick;
    words.value = pick.word;
    found.value = { kind: 'closed' };
  };
  const onKey = (event: KeyboardEvent) => {
    if (found.value.kind !== 'open') return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      at.value = Math.max(0, Math.min(picks.length - 1, at.value + step));
    } else if (event.key === 'Enter' && picks.length > 0) take(picks[at.value]);
    else if (event.key === 'Escape') found.value = { kind: 'closed' };
    else return;
    event.preventDefault();
  };
  const isOpen = picks.length > 0;
  const below =
    error ??
    (found.value.kind === 'failed'
      ? tableWords.failed
      : found.value.kind === 'open' && !isOpen
        ? tableWords.noMatch
        : hint);
  return html`<div class="field pick-field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      name=${id}
      type="text"
      role="combobox"
      aria-autocomplete="list"
      aria-expanded=${isOpen}
      aria-controls=${listId}
      aria-activedescendant=${isOpen ? `${listId}-${at.value}` : undefined}
      aria-invalid=${error !== null || undefined}
      aria-describedby=${below === null ? undefined : `${id}-below`}
      autocomplete="off"
      autocapitalize="none"
      spellcheck=${false}
      autofocus=${autofocus}
      value=${words}
      onInput=${(event: Event) => {
        words.value = (event.target as HTMLInputElement).value;
        value.value = null;
      }}
      onKeyDown=${onKey}
      onBlur=${() => {
        found.value = { kind: 'closed' };
      }}
    />
    <ul id=${listId} role="listbox" aria-label=${label} class="picks" hidden=${!isOpen}>
      ${picks.map(
        (pick, index) => html`<li
          key=${pick.id}
          id=${`${listId}-${index}`}
          role="option"
          aria-selected=${index === at.value}
          onMouseDown=${(event: Event) => event.preventDefault()}
          onClick=${() => take(pick)}
        >
          ${pick.word}${pick.more && html` <span class="muted">${pick.more}</span>`}
        </li>`,
      )}
    </ul>
    ${below !== null && html`<p id=${`${id}-below`} class=${error ? 'hint wrong' : 'hint'} role="status"><${Sentence} of=${below} /></p>`}
  </div>`;
}
