import { type Signal, signal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { describeError } from '#schemas/errors/tremolo-error';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { searchWords as words } from '../../text/search.ts';
import { Icon } from '../icon.ts';

const isOpen = signal(false);
/** Fetched when the search is first opened. */
const palette: Signal<{ Palette: ComponentType<{ onClose: () => void }> } | null> = signal(null);

/** Ctrl+K or Cmd+K opens the search from everywhere, also while typing. */
export function SearchOpener() {
  const { session, notices } = useApp();
  const state = session.state.value;
  const isFree = state.kind === 'person' && state.info.duty === null;
  useEffect(() => {
    if (!isFree) return;
    const press = (event: KeyboardEvent) => {
      const isK = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isK || event.key.toLowerCase() !== 'k') return;
      // The browser's own meaning of the keys would take the person out of the page.
      event.preventDefault();
      if (document.querySelector('dialog[open]') === null) isOpen.value = true;
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [isFree]);
  const wanted = isOpen.value && isFree;
  useEffect(() => {
    if (!wanted || palette.peek() !== null) return;
    import('./search-palette.ts').then(
      ({ SearchPalette }) => {
        palette.value = { Palette: SearchPalette };
      },
      (error) => {
        console.warn(describeError(error));
        isOpen.value = false;
        notices.failed(text.problem.script);
      },
    );
  }, [wanted]);
  if (!wanted || palette.value === null) return null;
  return html`<${palette.value.Palette}
    onClose=${() => {
      isOpen.value = false;
    }}
  />`;
}

/** In the bar of every screen. */
export function SearchButton() {
  return html`<button
    class="button icon-only quiet search-button"
    aria-label=${words.open}
    aria-keyshortcuts="Control+K Meta+K"
    title=${`${words.open} (Ctrl+K)`}
    onClick=${() => {
      isOpen.value = true;
    }}
  >
    <${Icon} name="search" />
  </button>`;
}
