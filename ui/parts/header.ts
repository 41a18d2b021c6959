import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import type { Route } from '../session/router.ts';
import { text } from '../text/en.ts';
import { ConnectionSign } from './connection-sign.ts';
import { Mark } from './mark.ts';
import { Menu } from './menu.ts';

/** The bar at the top of every screen. */
export function Header({ route }: { route: Route }) {
  return html`<header class="bar">
    <a class="brand" href="/" aria-label=${text.product}><${Mark} /><span>${text.product}</span></a>
    <nav aria-label=${text.nav.main}>
      <${Tab} to="/" word=${text.nav.plant} here=${route.screen === 'plant'} />
      <${SystemTab} here=${route.screen === 'system'} />
    </nav>
    <${ConnectionSign} />
    <${Menu} />
  </header>`;
}

function SystemTab({ here }: { here: boolean }) {
  return useApp().session.may('system:read')
    ? html`<${Tab} to="/system" word=${text.nav.system} here=${here} />`
    : null;
}

function Tab({ to, word, here }: { to: string; word: string; here: boolean }) {
  return html`<a class="tab" href=${to} aria-current=${here ? 'page' : undefined}>${word}</a>`;
}
