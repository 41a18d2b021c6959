import { readFileSync } from 'node:fs';
import mqtt from 'mqtt';
import type { AgentSettings } from '#schemas/config/agent-settings';

const LIMIT_MS = 5_000;

/** Why the broker does not let this agent in, in its own words; null when it does. Connects once, publishes nothing. */
export async function tryBroker(
  access: AgentSettings['broker'],
  agentId: string,
): Promise<string | null> {
  try {
    const ca = access.caFile === null ? {} : { ca: readFileSync(access.caFile) };
    const client = await mqtt.connectAsync(access.url, {
      // Beside the agent's own, which the broker would end if it runs; and below its name, for no other is let in.
      clientId: `agent:${agentId}:check`,
      protocolVersion: 4,
      clean: true,
      connectTimeout: LIMIT_MS,
      reconnectPeriod: 0,
      ...(access.username === null ? {} : { username: access.username }),
      ...(access.password === null ? {} : { password: access.password }),
      ...ca,
    });
    client.end(true);
    return null;
  } catch (error) {
    const { message, code } = error as Error & { code?: string | number };
    return message || String(code ?? 'it does not answer.');
  }
}
