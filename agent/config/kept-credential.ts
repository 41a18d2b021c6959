import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AgentSettings } from '#schemas/config/agent-settings';
import { CREDENTIAL_FILE, CredentialFile } from './credential-file.ts';

/**
 * The settings with the credential of an earlier join, where nobody gives another one. Throws `settings_invalid` when the file
 * is damaged.
 */
export function withKeptCredential(settings: AgentSettings): AgentSettings {
  const path = join(settings.dataDir, CREDENTIAL_FILE);
  if (settings.broker.username !== null || !existsSync(path)) return settings;
  const { agentId, url, username, password, caFile } = new CredentialFile(path).read();
  const broker = { url, username, password, caFile, credentialFile: path };
  return AgentSettings.parse({ ...settings, agentId, broker });
}
