import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { Command } from '../../parts/command.ts';
import { text } from '../../text/en.ts';
import { AddAgent } from './add-agent.ts';
import { AgentItem } from './agent-item.ts';

/** Every agent with its lanes. */
export function AgentsPanel({ agents }: { agents: readonly AgentState[] }) {
  return html`<section class="card agents" aria-labelledby="agents-title">
    <h2 id="agents-title">${text.system.agents}</h2>
    ${
      agents.length === 0 &&
      html`<p>${text.system.noAgents} ${text.system.noAgentsHint}</p>
        <${Command} line=${text.system.noAgentsCommand} />`
    }
    <${AddAgent} />
    ${agents.map((agent) => html`<${AgentItem} key=${agent.agentId} agent=${agent} />`)}
  </section>`;
}
