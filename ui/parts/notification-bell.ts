import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { tellingSigns as words } from '../text/telling-signs.ts';
import { Icon } from './icon.ts';

const COUNT_MAX = 99;

/** In the bar of every screen: how many notifications are unread, and the way to them. */
export function NotificationBell() {
  const { tellings, session } = useApp();
  if (!session.may('notification:own')) return null;
  const unread = tellings.unread.value;
  return html`<a class="bell" href="/notifications" data-critical=${tellings.critical.value > 0 || undefined}>
    <span class="spoken">${words.bell(unread)}</span>
    <${Icon} name="bell" />
    ${unread > 0 && html`<span class="count" aria-hidden="true">${unread > COUNT_MAX ? `${COUNT_MAX}+` : unread}</span>`}
  </a>`;
}
