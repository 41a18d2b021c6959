import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { Row, Rows } from '../../parts/rows.ts';
import { Tag } from '../../parts/tag.ts';
import { fleet as words } from '../../text/fleet.ts';
import { count, fixed, megabytes } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';
import { jobWords, labelsOf, loadWords, lossesOf } from './agent-figures.ts';
import { HeardAt } from './heard-at.ts';

/** What the agent is and carries, in rows. */
export function AgentFacts({ agent, hubVersion }: { agent: AgentState; hubVersion: string }) {
  const { description, heartbeat } = agent;
  const jobs = jobWords(agent);
  const lost = lossesOf(agent);
  const labels = labelsOf(agent);
  return html`<section class="card" aria-labelledby="facts-title">
    <h2 id="facts-title">${words.parts.facts}</h2>
    <p><${HeardAt} agent=${agent} /></p>
    <${Rows}>
      ${description?.host !== undefined && html`<${Row} name=${words.machine}>${description.host}<//>`}
      <${Row} name=${words.points}>${count(agent.assignedPoints)}<//>
      <${Row} name=${words.load}>${loadWords(agent)}<//>
      ${jobs !== null && html`<${Row} name=${words.jobs}>${jobs}<//>`}
      <${Row} name=${words.labels}>
        ${labels.length === 0 ? words.noLabels : labels.map((label) => html`<${Tag} key=${label}>${label}<//> `)}
      <//>
      <${Limits} agent=${agent} />
      ${description !== null && html`<${Described} description=${description} hubVersion=${hubVersion} />`}
      ${
        heartbeat !== null &&
        html`<${Row} name=${words.memory}>${megabytes(heartbeat.rssMb)}<//>
          <${Row} name=${words.cpu}>${systemWords.cores(fixed(heartbeat.cpuCores, 2))}<//>`
      }
      <${Row} name=${words.losses} bad=${(lost ?? 0) > 0}>${count(lost)}<//>
    <//>
  </section>`;
}

function Described({
  description,
  hubVersion,
}: {
  description: NonNullable<AgentState['description']>;
  hubVersion: string;
}) {
  const { provider, model, modelRefusal, version } = description;
  const instead = provider.asked !== 'auto' && provider.asked !== provider.inUse;
  return html`<${Row} name=${words.provider}>
      ${instead ? systemWords.providerInstead(provider.inUse, provider.asked) : provider.inUse}
      ${provider.reason !== null && html`<small class="block">${provider.reason}</small>`}
    <//>
    <${Row} name=${words.model}>
      ${
        model === null
          ? html`${systemWords.noModel}${modelRefusal && html`<small class="block">${modelRefusal}</small>`}`
          : html`${model.name} ${model.version}
              <small class="block"><code title=${model.sha256}>${model.sha256.slice(0, 12)}</code></small>`
      }
    <//>
    <${Row} name=${words.version}>${words.versions(version, hubVersion)}<//>`;
}

/** What people hold it to; nothing where they do not. */
function Limits({ agent }: { agent: AgentState }) {
  const { slots, loadShare } = agent.operation.limits;
  const said = [
    ...(slots === null ? [] : [words.limitJobs(slots)]),
    ...(loadShare === 1 ? [] : [words.limitShare(`${fixed(100 * loadShare, 0)} %`)]),
  ];
  if (said.length === 0) return null;
  return html`<${Row} name=${words.limitsNow}>${said.join(', ')}<//>`;
}
