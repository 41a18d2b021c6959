import { html } from 'htm/preact';
import type { AllocatedGpu } from '#schemas/http/fleet';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { kindWord } from '../../text/jobs.ts';

/** Jobs, as links for who may see them, and lanes with their points. */
export function UsedBy({ used }: { used: Pick<AllocatedGpu, 'jobs' | 'lanes' | 'points'> }) {
  const may = useApp().session.may('job:read');
  const { jobs, lanes, points } = used;
  if (jobs.length + lanes.length === 0) return html`<span>${words.usedByNothing}</span>`;
  const said = lanes.map((lane) => words.lanePoints(lane)).join(', ');
  return html`<span>
    ${jobs.map(
      ({ jobId, kind }) =>
        html`${may ? html`<a key=${jobId} href=${`/jobs/${jobId}`}>${kindWord(kind)}</a>` : kindWord(kind)}${' '}`,
    )}
    ${lanes.length > 0 && `${said} (${words.pointsOn(points)})`}
  </span>`;
}
