import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { Finding } from '#schemas/broker/preflight';
import { TELEMETRY_ROUTES } from '#schemas/http/telemetry';
import { request } from '../../http/request.ts';
import { Icon } from '../../parts/icon.ts';
import { Sentence } from '../../parts/sentence.ts';
import { useAct } from '../../parts/use-act.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { dateTime } from '../../text/numbers.ts';

const ICONS = { ok: 'good', absent: 'not_graded', warning: 'warning', failed: 'danger' } as const;
const EVERY_MS = 10_000;

/** What the agent found of its own machine, and what to do about it. */
export function AgentPreflight({ agentId }: { agentId: string }) {
  const { session, notices } = useApp();
  const act = useAct();
  const params = { agentId };
  const { state, reload } = useLoad(
    async (signal) => (await request(TELEMETRY_ROUTES.agentPreflight, { params, signal })).report,
    [agentId],
  );
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, [agentId]);
  const again = () =>
    act(async () => {
      await request(TELEMETRY_ROUTES.askPreflight, { params });
      notices.done(words.preflightAsked);
    });
  const { value } = state;
  const report = value.kind === 'ready' ? value.value : null;
  return html`<section class="card" aria-labelledby="preflight-title">
    <div class="agent-head">
      <h2 id="preflight-title">${words.parts.preflight}</h2>
      ${session.may('fleet:operate') && html`<button class="button small" onClick=${again}>${words.preflightAsk}</button>`}
    </div>
    ${value.kind === 'failed' && html`<p class="hint wrong" role="alert"><${Sentence} of=${value.sentence} /></p>`}
    ${value.kind === 'ready' && report === null && html`<p class="muted">${words.preflightNone}</p>`}
    ${
      report !== null &&
      html`<p class="muted">${words.preflightAt(dateTime(report.atMs))}</p>
        <ul class="preflight-findings">
          ${report.findings.map((finding) => html`<${Found} key=${finding.check} finding=${finding} />`)}
        </ul>`
    }
  </section>`;
}

function Found({ finding: { check, state, says, fix } }: { finding: Finding }) {
  return html`<li data-state=${state}>
    <${Icon} name=${ICONS[state]} />
    <div>
      <p><strong>${check}</strong> <span class="spoken">${words.findingState[state]}</span></p>
      <p>${says}</p>
      ${fix !== null && html`<p class="muted">${fix}</p>`}
    </div>
  </li>`;
}
