import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { JOB_ROUTES } from '#schemas/http/jobs';
import type { AgentState } from '#schemas/http/system';
import type { AgentId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { Sentence } from '../../parts/sentence.ts';
import { Tag } from '../../parts/tag.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { jobWords, kindWord } from '../../text/jobs.ts';
import { dateTime } from '../../text/numbers.ts';

const SHOWN = 10;

/** What the agent does and did last. */
export function AgentJobs({ agent: { agentId } }: { agent: AgentState }) {
  const { live, onJobs } = useApp();
  const { state, reload } = useLoad(
    (signal) =>
      request(JOB_ROUTES.jobs, { query: { agentId: agentId as AgentId, limit: SHOWN }, signal }),
    [agentId],
  );
  useEffect(() => {
    live.subscribe('jobs');
    const stop = onJobs(() => reload());
    return () => {
      stop();
      live.unsubscribe('jobs');
    };
  }, [agentId]);
  const { value } = state;
  return html`<section class="card" aria-labelledby="jobs-title">
    <h2 id="jobs-title">${words.parts.jobs}</h2>
    ${value.kind === 'failed' && html`<p class="hint wrong" role="alert"><${Sentence} of=${value.sentence} /></p>`}
    ${value.kind === 'ready' && value.value.items.length === 0 && html`<p class="muted">${words.jobsNone}</p>`}
    ${
      value.kind === 'ready' &&
      value.value.items.length > 0 &&
      html`<ul class="agent-jobs">
          ${value.value.items.map(
            (job) => html`<li key=${job.jobId}>
              <a href=${`/jobs/${job.jobId}`}>${kindWord(job.kind)}</a>
              <${Tag} kind=${job.state === 'failed' ? 'notice' : job.state === 'running' ? 'strong' : 'plain'}>${jobWords.states[job.state]}<//>
              <span class="muted">${dateTime(job.startedMs ?? job.createdMs)}</span>
            </li>`,
          )}
        </ul>
        <p><a class="button" href=${`/jobs?agentId=${agentId}`}>${words.allJobs}</a></p>`
    }
  </section>`;
}
