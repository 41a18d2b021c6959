import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AgentSettings } from '#schemas/config/agent-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { AgentId } from '#schemas/ids/ids';

/** In the agent's data folder: what it got when it joined. */
export const CREDENTIAL_FILE = 'credential.json';

const KeptCredential = z.object({
  agentId: AgentId,
  url: z.string(),
  username: z.string(),
  password: z.string(),
  caFile: z.string().nullable(),
});

/**
 * The settings with the credential of an earlier join, where nobody gives another one. Throws `settings_invalid` when the file
 * is damaged.
 */
export function withKeptCredential(settings: AgentSettings): AgentSettings {
  const file = join(settings.dataDir, CREDENTIAL_FILE);
  if (settings.broker.username !== null || !existsSync(file)) return settings;
  const sentence = `${file} is damaged: join again.`;
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new TremoloError('settings_invalid', sentence, { cause });
  }
  const kept = KeptCredential.safeParse(text);
  if (!kept.success) throw new TremoloError('settings_invalid', sentence, { cause: kept.error });
  const { agentId, ...broker } = kept.data;
  return AgentSettings.parse({ ...settings, agentId, broker });
}
