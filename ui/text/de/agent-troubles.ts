import type { AgentTrouble } from '#schemas/http/agent-trouble';
import { clockDifference } from '../agent-troubles.ts';

export { clockDifference } from '../agent-troubles.ts';

/** What is wrong with an agent that answers, in one German sentence with what to do. */
export function troubleSentence(agentId: string, trouble: AgentTrouble): string {
  switch (trouble.code) {
    case 'two_with_one_identity':
      return `${agentId} läuft mehr als einmal: auf ${trouble.host}, der arbeitet, und auf ${others(trouble.others)} in Bereitschaft. Halten Sie einen an, oder lassen Sie ihn unter anderem Namen beitreten.`;
    case 'clock_off':
      return `Die Uhr von ${agentId} geht gegenüber dem Hub ${clockDifference(trouble.offMs)} ${trouble.offMs < 0 ? 'nach' : 'vor'}: Stellen Sie die Zeit seines Rechners.`;
    case 'version_old':
      return `${agentId} läuft mit Tremolo ${trouble.version}, der Hub mit ${trouble.hubVersion}: Aktualisieren Sie den Agenten.`;
    case 'version_new':
      return `${agentId} läuft mit Tremolo ${trouble.version}, der Hub erst mit ${trouble.hubVersion}: Aktualisieren Sie den Hub.`;
  }
}

function others(hosts: readonly string[]): string {
  return hosts.length === 1
    ? hosts[0]
    : `${hosts.slice(0, -1).join(', ')} und ${hosts.at(-1) ?? ''}`;
}
