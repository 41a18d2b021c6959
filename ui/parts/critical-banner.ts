import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { tellingSigns as words } from '../text/telling-signs.ts';
import { Icon } from './icon.ts';

/** Below the bar, as long as the person has neither read nor acknowledged something critical. */
export function CriticalBanner() {
  const { tellings, session } = useApp();
  const n = tellings.critical.value;
  if (n === 0 || !session.may('notification:own')) return null;
  return html`<div class="critical-banner" role="alert">
    <${Icon} name="danger" />
    <p>${words.banner(n)}</p>
    <a class="button" href="/notifications?state=unread&least=critical">${words.show}</a>
  </div>`;
}
