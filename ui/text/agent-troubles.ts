import type { AgentTrouble } from '#schemas/http/agent-trouble';

/** A difference of clocks to the second, "3 min 12 s": rounded to the largest unit it would say too little. */
export function clockDifference(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return said.map(([amount, unit]) => `${amount} ${unit}`).join(' ') || '0 s';
}

/** What is wrong with an agent that answers, in one sentence with what to do. */
export function troubleSentence(agentId: string, trouble: AgentTrouble): string {
  switch (trouble.code) {
    case 'two_with_one_identity':
      return `${agentId} runs more than once: on ${trouble.host}, which works, and on ${others(trouble.others)}, ${trouble.others.length === 1 ? 'which stands by' : 'which stand by'}. Stop one, or let it join under another name.`;
    case 'clock_off':
      return `The clock of ${agentId} is ${clockDifference(trouble.offMs)} ${trouble.offMs < 0 ? 'behind' : 'ahead of'} the hub’s: synchronise its machine’s time.`;
    case 'version_old':
      return `${agentId} runs Tremolo ${trouble.version}, the hub ${trouble.hubVersion}: update the agent.`;
    case 'version_new':
      return `${agentId} runs Tremolo ${trouble.version}, the hub only ${trouble.hubVersion}: update the hub.`;
  }
}

function others(hosts: readonly string[]): string {
  return hosts.length === 1
    ? hosts[0]
    : `${hosts.slice(0, -1).join(', ')} and ${hosts.at(-1) ?? ''}`;
}
