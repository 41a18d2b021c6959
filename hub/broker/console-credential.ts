import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { CREDENTIAL_KINDS, type CredentialKind, usernameOf } from './access-rules.ts';
import type { ConsoleContext } from './console-command.ts';
import { need, optionalNumber, readOptions } from './console-words.ts';
import type { ClientLimits } from './credential-row.ts';
import { CREDENTIALS_FILE, Credentials } from './credentials.ts';

const WHO = { kind: { type: 'string' }, id: { type: 'string' } } as const;

/** `credential add`: prints `{url?, username, password}` or writes it to a file for its owner only. */
export async function credentialAdd(context: ConsoleContext): Promise<void> {
  const options = readOptions(context.words, {
    ...WHO,
    prefix: { type: 'string' },
    'edge-node': { type: 'string' },
    out: { type: 'string' },
    'messages-per-second': { type: 'string' },
    'bytes-per-second': { type: 'string' },
  });
  const { kind, id } = who(options);
  const sensorPrefix = typeof options.prefix === 'string' ? options.prefix : null;
  const edgeNode = typeof options['edge-node'] === 'string' ? options['edge-node'] : null;
  const made = { kind, id, sensorPrefix, edgeNode, limits: limits(options) };
  const login = await credentials(context).add(made);
  const { brokerUrl } = context;
  const text = JSON.stringify({ ...(brokerUrl === null ? {} : { url: brokerUrl }), ...login });
  if (typeof options.out !== 'string') {
    context.print(text);
    return;
  }
  await writePrivate(options.out, `${text}\n`);
  context.print(`${login.username} written to ${options.out}`);
}

/** `credential list`: one line each. */
export async function credentialList(context: ConsoleContext): Promise<void> {
  readOptions(context.words, {});
  for (const row of await credentials(context).list()) {
    const prefix = row.sensorPrefix === null ? '' : ` sensors ${row.sensorPrefix}…`;
    const node = row.edgeNode === null ? '' : ` edge node ${row.edgeNode}`;
    const made = new Date(row.createdMs).toISOString();
    context.print(
      `${row.username}${prefix}${node} ${row.enabled ? 'enabled' : 'disabled'} since ${made}`,
    );
  }
}

/** `credential remove`. Throws `not_found` when there is none. */
export async function credentialRemove(context: ConsoleContext): Promise<void> {
  const username = usernameOf(who(readOptions(context.words, WHO)));
  if (!(await credentials(context).remove(username))) throw missing(username);
  context.print(`${username} removed`);
}

/** `credential enable` and `credential disable`. Throws `not_found` when there is none. */
export async function credentialSwitch(context: ConsoleContext, enabled: boolean): Promise<void> {
  const username = usernameOf(who(readOptions(context.words, WHO)));
  const rows = await credentials(context).list();
  if (!rows.some((row) => row.username === username)) throw missing(username);
  await credentials(context).setEnabled(username, enabled);
  context.print(`${username} ${enabled ? 'enabled' : 'disabled'}`);
}

function credentials({ dataDir, clock }: ConsoleContext): Credentials {
  return new Credentials({ path: join(dataDir, CREDENTIALS_FILE), clock });
}

function who(options: Record<string, string | boolean | undefined>): {
  kind: CredentialKind;
  id: string;
} {
  const kind = CREDENTIAL_KINDS.find((one) => one === options.kind);
  if (kind === undefined) {
    throw new TremoloError('request_invalid', `Say --kind ${CREDENTIAL_KINDS.join('|')}.`);
  }
  return { kind, id: kind === 'hub' ? 'hub' : need(options.id, 'id') };
}

function limits(options: Record<string, string | boolean | undefined>): ClientLimits | null {
  const messages = optionalNumber(options['messages-per-second'], 'messages-per-second');
  const bytes = optionalNumber(options['bytes-per-second'], 'bytes-per-second');
  if (messages === null && bytes === null) return null;
  if (messages === null || bytes === null) {
    throw new TremoloError('request_invalid', 'Say both limits or none.');
  }
  return { messagesPerSecond: messages, bytesPerSecond: bytes };
}

function missing(username: string): TremoloError {
  return new TremoloError('not_found', `There is no credential ${username}.`);
}

/** The mode is set when the file is made: it is never readable by others, not for a moment. */
async function writePrivate(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
