import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import type { PlaceKey } from '#schemas/access/navigation';
import type { SessionInfo } from '#schemas/http/session';
import { useApp } from '../session/app.ts';
import { keepPreferences } from '../session/keep-preferences.ts';
import type { Theme } from '../session/preferences.ts';
import { text } from '../text/en.ts';
import { openHelp } from './help-dialog.ts';
import { Icon } from './icon.ts';
import { useTour } from './tour/use-tour.ts';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

interface MenuProps {
  /** Places for a phone, whose bar has no room for them. */
  readonly places: SessionInfo['navigation'];
  readonly here: PlaceKey | null;
}

/** Behind the button at the top right: settings, theme, keyboard help, and the way out. */
export function Menu({ places, here }: MenuProps) {
  const { session, notices } = useApp();
  const panel = useRef<HTMLDivElement>(null);
  const state = session.state.value;
  const signOut = () => {
    session.signOut().catch((error: Error) => notices.failed(error.message));
  };
  const help = () => {
    panel.current?.hidePopover();
    openHelp();
  };
  const showAround = useTour();
  const tour = () => {
    panel.current?.hidePopover();
    void showAround();
  };
  return html`<button class="button icon-only quiet" popovertarget="menu" aria-label=${text.nav.menu}>
      <${Icon} name="menu" />
    </button>
    <div id="menu" class="menu" popover ref=${panel}>
      ${state.kind === 'person' && html`<p class="strong who">${state.info.user.name}</p>`}
      ${
        places.length > 0 &&
        html`<nav class="places" aria-label=${text.nav.main}>
          ${places.map(
            ({ key, path }) => html`<a
              key=${key}
              class="item"
              href=${path}
              aria-current=${key === here ? 'page' : undefined}
              onClick=${() => panel.current?.hidePopover()}
            >
              ${text.nav[key]}
            </a>`,
          )}
        </nav>`
      }
      <a class="item" href="/settings/profile" onClick=${() => panel.current?.hidePopover()}>${text.nav.settings}</a>
      <${ThemeChoice} />
      <button class="item" onClick=${tour}>${text.nav.tour}</button>
      <button class="item" onClick=${help}>${text.help.open}<kbd>?</kbd></button>
      <button class="item" onClick=${signOut}>${text.signIn.signOut}</button>
    </div>`;
}

function ThemeChoice() {
  const { preferences, notices } = useApp();
  const { theme } = preferences;
  return html`<fieldset class="segments">
    <legend>${text.theme.title}</legend>
    ${THEMES.map(
      (name) => html`<label key=${name}>
        <input
          type="radio"
          name="theme"
          checked=${theme.value === name}
          onChange=${() => {
            theme.value = name;
            keepPreferences(preferences, { theme: name }, notices);
          }}
        /><span>${text.theme[name]}</span>
      </label>`,
    )}
  </fieldset>`;
}
