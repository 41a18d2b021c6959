import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { placeOf } from '../session/route-rights.ts';
import type { Route } from '../session/router.ts';
import { text } from '../text/en.ts';
import { AlarmBadge } from './alarm-badge.ts';
import { ConnectionSign } from './connection-sign.ts';
import { EnvironmentBadge } from './environment-badge.ts';
import { Mark } from './mark.ts';
import { Menu } from './menu.ts';
import { NotificationBell } from './notification-bell.ts';
import { SearchButton } from './search/search-opener.ts';

/** With more places than this a phone has no room for them in a row: they move into the menu. */
const PLACES_ON_A_PHONE = 3;

/** The bar at the top of every screen: the places that the hub says this person may open. */
export function Header({ route }: { route: Route }) {
  const state = useApp().session.state.value;
  const places = state.kind === 'person' ? state.info.navigation : [];
  const isMany = places.length > PLACES_ON_A_PHONE;
  const here = places.find(({ key }) => key === placeOf(route));
  return html`<header class="bar" data-many=${isMany || undefined}>
    <a class="brand" href="/" aria-label=${text.product}><${Mark} /><span>${text.product}</span></a>
    <nav aria-label=${text.nav.main}>
      ${places.map(
        ({ key, path }) =>
          html`<${Tab} key=${key} to=${path} word=${text.nav[key]} here=${key === here?.key} />`,
      )}
    </nav>
    ${here !== undefined && html`<span class="place-now" aria-hidden="true">${text.nav[here.key]}</span>`}
    <${EnvironmentBadge} />
    <${SearchButton} />
    <${AlarmBadge} />
    <${NotificationBell} />
    <${ConnectionSign} />
    <${Menu} places=${isMany ? places : []} here=${here?.key ?? null} />
  </header>`;
}

function Tab({ to, word, here }: { to: string; word: string; here: boolean }) {
  return html`<a class="tab" href=${to} aria-current=${here ? 'page' : undefined}>${word}</a>`;
}
