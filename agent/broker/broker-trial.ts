import { readFileSync } from 'node:fs';
import mqtt from 'mqtt';
import type { AgentSettings } from '#schemas/config/agent-settings';
import { CredentialFile } from '../config/credential-file.ts';
import { trustOf } from '../config/trust.ts';

const LIMIT_MS = 5_000;

/** Why the broker does not let this agent in, in its own words; null when it does. Connects once, publishes nothing. */
export async function tryBroker(
  access: AgentSettings['broker'],
  agentId: string,
  /** Beside the agent's own connection, which the broker would end if it had the same name. */
  purpose = 'check',
): Promise<string | null> {
  try {
    // It may have been replaced since the settings were read.
    const password =
      access.credentialFile === null
        ? access.password
        : new CredentialFile(access.credentialFile).passwords()[0];
    const trust = access.caFile === null ? {} : trustOf(readFileSync(access.caFile, 'utf8'));
    const client = await mqtt.connectAsync(access.url, {
      // Below its name, for no other is let in.
      clientId: `agent:${agentId}:${purpose}`,
      protocolVersion: 4,
      clean: true,
      connectTimeout: LIMIT_MS,
      reconnectPeriod: 0,
      ...(access.username === null ? {} : { username: access.username }),
      ...(password === null ? {} : { password }),
      ...trust,
    });
    client.end(true);
    return null;
  } catch (error) {
    const { message, code } = error as Error & { code?: string | number };
    return message || String(code ?? 'it does not answer.');
  }
}
