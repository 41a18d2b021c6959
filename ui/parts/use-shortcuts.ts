import { useEffect } from 'preact/hooks';
import { type App, useApp } from '../session/app.ts';
import type { Route } from '../session/router.ts';
import { openHelp } from './help-dialog.ts';

/** Fired on the document for a screen to hear: hold or release its live charts. */
export const HOLD_EVENT = 'tremolo-hold';

/** Keys that work on every screen; none while typing or in a dialog. */
export function useShortcuts(): void {
  const app = useApp();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event, app);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** Screens that stand above the plant, so to speak. */
const LEFT_BY_ESCAPE: readonly Route['screen'][] = ['point', 'machine', 'system'];

function onKey(event: KeyboardEvent, app: App): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const state = app.session.state.peek();
  // Who has something else to do first stays there, and comes back to where the page was opened.
  if (state.kind !== 'person' || state.info.duty !== null || isBusy(event.target)) return;
  const route = app.router.route.peek();
  if (event.key === 'Escape' && LEFT_BY_ESCAPE.includes(route.screen)) {
    app.router.go('/');
    return;
  }
  if (!app.preferences.shortcuts.peek()) return;
  const act = shortcutOf(event.key, app);
  if (act === null) return;
  event.preventDefault();
  act();
}

function shortcutOf(key: string, { router, session }: App): (() => void) | null {
  switch (key) {
    case '/':
      return () => {
        const focus = () => document.getElementById('search')?.focus();
        // At once where the field is there: what is typed right after belongs into it.
        if (router.route.peek().screen === 'plant') return focus();
        router.go('/');
        requestAnimationFrame(focus);
      };
    case '?':
      return openHelp;
    case 'p':
      return () => router.go('/');
    case 's':
      return session.may('system:read') ? () => router.go('/system') : null;
    case 'h':
      return () => document.dispatchEvent(new CustomEvent(HOLD_EVENT));
    default:
      return null;
  }
}

/** Typing, or looking at a dialog or an open menu. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [popover]:popover-open') !== null) return true;
  return (
    target instanceof Element &&
    target.closest('input:not([type=radio], [type=checkbox]), select, textarea') !== null
  );
}
