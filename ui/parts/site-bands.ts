import { html } from 'htm/preact';
import { SESSION_ROUTES } from '#schemas/http/session';
import { request } from '../http/request.ts';
import { useApp } from '../session/app.ts';
import { access } from '../text/access.ts';
import { span } from '../text/numbers.ts';

/** Above everything: that one looks as somebody else, and that developers may work in production for a while. */
export function SiteBands() {
  const { session, now, notices, router } = useApp();
  const state = session.state.value;
  if (state.kind !== 'person') return null;
  const { impersonator, user, site } = state.info;
  const untilMs = site.developersUntilMs;
  const stop = async () => {
    try {
      session.enter(await request(SESSION_ROUTES.stopImpersonation));
      router.go('/');
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`
    ${
      impersonator !== null &&
      html`<section class="site-band" aria-label=${access.bands.impersonation}>
        <p>${access.bands.seeingAs(user.name, impersonator.name)}</p>
        <button class="button" onClick=${stop}>${access.bands.stop}</button>
      </section>`
    }
    ${
      untilMs !== null &&
      untilMs > now.value &&
      html`<section class="site-band" aria-label=${access.bands.developers}>
        <p>${access.bands.developersFor(span(untilMs - now.value))}</p>
      </section>`
    }
  `;
}
