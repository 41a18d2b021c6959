import { html } from 'htm/preact';
import type { SignInOptions } from '#schemas/http/access';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';

/** Single sign-on, registering and a forgotten password: what the hub offers of it. */
export function OtherWays({ options }: { options: SignInOptions }) {
  const { providers, registration } = options;
  return html`
    ${
      providers.length > 0 &&
      html`<div class="ways">
        <p class="or"><span>${access.or}</span></p>
        ${providers.map((one) => html`<${Way} key=${one.key} ...${one} />`)}
      </div>`
    }
    <p class="links">
      <a href="/forgot">${access.forgot}</a>
      ${registration && html`<a href="/register">${access.register}</a>`}
    </p>
  `;
}

/** Leaves the page: `target` keeps the router from following it by itself. */
function Way({ name, start }: { name: string; start: string }) {
  const { router } = useApp();
  const route = router.route.value;
  const to = route.screen === 'sign-in' && route.to !== '/' ? route.to : null;
  const href = to === null ? start : `${start}?${new URLSearchParams({ to })}`;
  return html`<a class="button wide" href=${href} target="_self">${access.withProvider(name)}</a>`;
}
