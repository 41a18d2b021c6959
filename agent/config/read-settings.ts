import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { AgentSettings } from '#schemas/config/agent-settings';
import { layeredSettings } from '#schemas/config/layered-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** Variables of the agent; each other part of Tremolo has its own prefix. */
export const AGENT_PREFIX = 'TREMOLO_AGENT_';
const DEFAULT_FILE = 'tremolo-agent.toml';

/** What the hub's console writes for a client of the broker. */
const CredentialFile = z.object({
  url: z.string().optional(),
  username: z.string(),
  password: z.string(),
});

/**
 * The agent's settings: defaults, then the file of `--config FILE` (or `tremolo-agent.toml` here, when there is one), then the
 * broker's credential of `--credential FILE`, then `TREMOLO_AGENT_…` variables. Throws `settings_invalid`.
 */
export function readSettings(
  args: readonly string[],
  environment: Record<string, string | undefined>,
): AgentSettings {
  const file = settingsFile(args);
  const broker = { ...asTree(file.broker), ...credential(args) };
  return layeredSettings(AgentSettings, { ...file, broker }, environment, AGENT_PREFIX);
}

function settingsFile(args: readonly string[]): Record<string, unknown> {
  const asked = argument(args, '--config');
  if (asked === null && !existsSync(DEFAULT_FILE)) return {};
  const name = asked ?? DEFAULT_FILE;
  return asTree(readAs(name, 'settings', (text) => Bun.TOML.parse(text)));
}

function credential(args: readonly string[]): Record<string, unknown> {
  const name = argument(args, '--credential');
  if (name === null) return {};
  return readAs(name, 'credential', (text) => CredentialFile.parse(JSON.parse(text)));
}

function argument(args: readonly string[], name: string): string | null {
  const at = args.indexOf(name);
  if (at < 0) return null;
  const value = args[at + 1];
  if (value === undefined) throw new TremoloError('settings_invalid', `${name} needs a file.`);
  return value;
}

function readAs<Value>(name: string, kind: string, parse: (text: string) => Value): Value {
  try {
    return parse(readFileSync(name, 'utf8'));
  } catch (cause) {
    const sentence = `The ${kind} file ${name} cannot be read.`;
    throw new TremoloError('settings_invalid', sentence, { cause });
  }
}

function asTree(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
