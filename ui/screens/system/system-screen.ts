import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { type Health, SYSTEM_ROUTES, type SystemState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { count } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';
import { AgentsSummary } from './agents-summary.ts';
import { BrokerPanel } from './broker-panel.ts';
import { ConditionsPanel } from './conditions-panel.ts';
import { HealthPanel } from './health-panel.ts';
import { HubPanel } from './hub-panel.ts';
import { isHarmless, LossesPanel } from './losses-panel.ts';

const HEALTH_EVERY_MS = 5000;

/** Everything that runs, and everything that was lost on the way. */
export function SystemScreen() {
  const app = useApp();
  const first = useLoad((signal) => request(SYSTEM_ROUTES.system, { signal }), []);
  const health = useLoad((signal) => request(SYSTEM_ROUTES.health, { signal }), []);
  useEffect(() => {
    document.title = `${systemWords.title} · ${text.product}`;
    app.live.subscribe('system');
    const timer = setInterval(() => {
      if (!document.hidden) health.reload();
    }, HEALTH_EVERY_MS);
    return () => {
      clearInterval(timer);
      app.live.unsubscribe('system');
    };
  }, []);
  const loaded = first.state.value;
  const system = app.system.value ?? (loaded.kind === 'ready' ? loaded.value : null);
  if (system === null && loaded.kind === 'failed') {
    return html`<${Failure}
      title=${systemWords.failed}
      sentence=${loaded.sentence}
      retry=${first.reload}
    />`;
  }
  if (system === null) return html`<${Skeleton} blocks=${6} />`;
  const parts = health.state.value.kind === 'ready' ? health.state.value.value.parts : [];
  return html`
    <div class="system-head">
      <h1>${systemWords.title}</h1>
      <${Summary} system=${system} parts=${parts} />
    </div>
    <div class="system-grid">
      <${ConditionsPanel} system=${system} />
      <${HealthPanel} health=${health.state.value} />
      <${HubPanel} hub=${system.hub} sensors=${system.sensors} />
      <${BrokerPanel} broker=${system.broker} />
      <${AgentsSummary} agents=${system.agents} />
      <${LossesPanel} system=${system} />
    </div>
  `;
}

function Summary({ system, parts }: { system: SystemState; parts: Health['parts'] }) {
  const bad = parts.filter(({ state }) => state !== 'up').length;
  const all = Object.entries({ ...system.losses, ...system.hub.losses });
  const lost = all.reduce((sum, [name, n]) => (isHarmless(name) ? sum : sum + n), 0);
  if (bad === 0 && lost === 0) return html`<p class="muted">${systemWords.allUp}</p>`;
  const runs = bad === 0 ? systemWords.allRuns : systemWords.partsDown(bad);
  const losses = lost === 0 ? systemWords.nothingLost : systemWords.lost(count(lost));
  return html`<p class="strong"><${Icon} name=${bad === 0 ? 'warning' : 'danger'} />${runs}; ${losses}</p>`;
}
