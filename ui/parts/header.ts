import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../session/app.ts';
import type { Route } from '../session/router.ts';
import { text } from '../text/en.ts';
import { ConnectionSign } from './connection-sign.ts';
import { EnvironmentBadge } from './environment-badge.ts';
import { Mark } from './mark.ts';
import { Menu } from './menu.ts';

/** The bar at the top of every screen: the places that the hub says this person may open. */
export function Header({ route }: { route: Route }) {
  const state = useApp().session.state.value;
  const places = state.kind === 'person' ? state.info.navigation : [];
  const row = useRef<HTMLElement>(null);
  // On a phone the places are wider than the screen: the one that is shown stays in sight.
  useEffect(() => {
    const shown = row.current?.querySelector('[aria-current]');
    shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [route.screen]);
  return html`<header class="bar">
    <a class="brand" href="/" aria-label=${text.product}><${Mark} /><span>${text.product}</span></a>
    <nav aria-label=${text.nav.main} ref=${row}>
      ${places.map(
        ({ key, path }) =>
          html`<${Tab} key=${key} to=${path} word=${text.nav[key]} here=${route.screen === key} />`,
      )}
    </nav>
    <${EnvironmentBadge} />
    <${ConnectionSign} />
    <${Menu} />
  </header>`;
}

function Tab({ to, word, here }: { to: string; word: string; here: boolean }) {
  return html`<a class="tab" href=${to} aria-current=${here ? 'page' : undefined}>${word}</a>`;
}
