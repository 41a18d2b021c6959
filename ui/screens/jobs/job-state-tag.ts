import { html } from 'htm/preact';
import type { JobRow } from '#schemas/http/jobs';
import { Tag } from '../../parts/tag.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { percent } from './percent.ts';

type Shown = Pick<JobRow, 'state' | 'isEnding' | 'isPausing' | 'yieldsTo' | 'share'>;

/** How a job stands, in words; while it runs, how far it is. */
export function stateWords({ state, isEnding, isPausing, yieldsTo, share }: Shown): string {
  if (isEnding) return words.ending;
  if (isPausing) return yieldsTo === null ? words.pausing : words.yielding;
  if (state === 'running' && share !== null) return `${words.states.running}, ${percent(share)}`;
  return words.states[state];
}

/** The same, framed: what runs stands out, what failed is noticed. */
export function JobStateTag({ job }: { job: Shown }) {
  const kind = job.state === 'failed' ? 'notice' : job.state === 'running' ? 'strong' : 'plain';
  return html`<${Tag} kind=${kind}>${stateWords(job)}<//>`;
}
