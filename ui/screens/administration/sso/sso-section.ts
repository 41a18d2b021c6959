import { html } from 'htm/preact';
import { SsoSettings } from '#schemas/config/site-settings';
import { SETTINGS_ROUTES } from '#schemas/http/settings';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { Icon } from '../../../parts/icon.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { ssoWords as words } from '../../../text/sso.ts';
import { SsoProviders } from './sso-providers.ts';
import { SsoSaml } from './sso-saml.ts';
import type { SsoState } from './sso-state.ts';

async function loadSso(signal: AbortSignal): Promise<SsoState> {
  const of = (section: 'sso' | 'general') =>
    request(SETTINGS_ROUTES.settings, { params: { section }, signal });
  const [{ values, revision, secretsSet }, general] = await Promise.all([of('sso'), of('general')]);
  const publicUrl = general.values.publicUrl as string | null;
  return { sso: SsoSettings.parse(values), revision, secretsSet, publicUrl };
}

/** Providers that vouch for people: OpenID Connect and SAML. */
export function SsoSection() {
  const { state, reload } = useLoad(loadSso, []);
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${2} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`;
  }
  const { value } = loaded;
  return html`<p class="lead">${words.lead}</p>
    ${value.publicUrl === null && html`<${NoAddress} />`}
    <${SsoProviders} state=${value} reload=${reload} />
    <${SsoSaml} key=${value.revision} state=${value} reload=${reload} />`;
}

function NoAddress() {
  return html`<section class="failure">
    <${Icon} name="advisory" />
    <div>
      <p class="strong">${words.noAddress}</p>
      <p>${words.noAddressLead}</p>
      <a class="button" href="/administration/general">${words.toSite}</a>
    </div>
  </section>`;
}
