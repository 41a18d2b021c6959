import { html } from 'htm/preact';
import type { PartitionPlan } from '#schemas/broker/partition';
import { mig as words } from '../../text/mig.ts';
import { MigObstacles } from './mig-obstacles.ts';

/** What would be done, command by command, what goes by it and what comes. */
export function MigPlan({ agentId, plan }: { agentId: string; plan: PartitionPlan }) {
  const { commands, goes, after, wayBack, obstacles } = plan;
  return html`<h3>${words.planTitle}</h3>
    <p>${words.planLead(agentId)} ${words.noJobs}</p>
    <${Commands} commands=${commands} />
    <dl class="mig-effect">
      <div>
        <dt>${words.goes}</dt>
        <dd>${goes.length === 0 && words.goesNothing}<${Names} names=${goes.map(({ name, start }) => words.one(name, start, null))} /></dd>
      </div>
      <div>
        <dt>${words.comes}</dt>
        <dd>${after.length === 0 && words.comesNothing}<${Names} names=${after.map(({ name, start, memoryGib }) => words.one(name, start, memoryGib))} /></dd>
      </div>
    </dl>
    <p>${words.wayBack}</p>
    <${Commands} commands=${wayBack} />
    ${obstacles.length > 0 && html`<${MigObstacles} obstacles=${obstacles} />`}`;
}

function Commands({ commands }: { commands: PartitionPlan['commands'] }) {
  return html`<ol class="mig-steps">
    ${commands.map((command) => html`<li key=${command.join(' ')}><code>${command.join(' ')}</code></li>`)}
  </ol>`;
}

function Names({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return html`<ul>
    ${names.map((name, i) => html`<li key=${i}>${name}</li>`)}
  </ul>`;
}
