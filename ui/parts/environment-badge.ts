import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { access } from '../text/access.ts';

/** Names the environment where it is not production, so that nobody mistakes a test for the plant. */
export function EnvironmentBadge() {
  const state = useApp().session.state.value;
  if (state.kind !== 'person') return null;
  const { environment } = state.info.site;
  if (environment === 'production') return null;
  return html`<span class="environment-badge">${access.environment[environment]}</span>`;
}
