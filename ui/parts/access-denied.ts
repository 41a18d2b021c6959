import { html } from 'htm/preact';
import type { Permission } from '#schemas/access/permissions';
import { useApp } from '../session/app.ts';
import { accessSteps } from '../text/access-steps.ts';
import { rightWords } from '../text/rights.ts';
import { roleNameWords } from '../text/role-name.ts';
import { Icon } from './icon.ts';
import { useTitle } from './use-title.ts';

const words = accessSteps.denied;

/** In place of what a person may not see: which right is missing, and who can give it. */
export function AccessDenied({
  needs,
  isPart = false,
}: {
  needs: readonly Permission[];
  /** Of a screen that has a title of its own. */
  isPart?: boolean;
}) {
  const state = useApp().session.state.value;
  useTitle(words.title);
  if (state.kind !== 'person') return null;
  const { user, site, navigation, impersonator } = state.info;
  const [home] = navigation;
  return html`<section class="denied card" role="alert">
    <${isPart ? 'h2' : 'h1'}><${Icon} name="lock" />${words.title}<//>
    <p>${needs.length === 1 ? words.needsOne : words.needsAny}</p>
    <ul class="rights">
      ${needs.map((one) => html`<li key=${one}>${rightWords[one]} <code>${one}</code></li>`)}
    </ul>
    <p>${impersonator === null ? words.role(roleNameWords(user.role, user.roleName)) : words.impersonating(user.name)}</p>
    ${impersonator === null && html`<p>${words.ask(site.adminContact)}</p>`}
    ${home && html`<p><a class="button" href=${home.path}>${words.back}</a></p>`}
  </section>`;
}
