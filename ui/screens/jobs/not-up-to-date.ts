import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { jobWords as words } from '../../text/jobs.ts';

/** Says that what is shown is older than it looks, and why. */
export function NotUpToDate({ lost }: { lost: string | null }) {
  if (lost === null) return null;
  return html`<p class="not-up-to-date" role="status"><${Icon} name="stale" />${words.notUpToDate(lost)}</p>`;
}
