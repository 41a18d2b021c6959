import { html } from 'htm/preact';
import type { SignInOptions } from '#schemas/http/access';
import type { SsoProblem } from '#schemas/http/sso';
import { Failure } from '../../parts/failure.ts';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';
import { singleSignOn } from '../../text/single-sign-on.ts';

/** Why single sign-on led back to this page, and whom to ask. */
export function ProviderProblem({
  problem,
  adminContact,
}: {
  problem: SsoProblem;
  adminContact: string;
}) {
  return html`<${Failure}
    title=${singleSignOn.problems[problem]}
    sentence=${singleSignOn.ask(adminContact)}
    retry=${null}
  />`;
}

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
