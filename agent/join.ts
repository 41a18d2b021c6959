/** `bun run agent -- --join CODE`: exchanges a token for a credential, and keeps it for every later start. */
import { mkdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { type JoinCode, readJoinCode } from '#schemas/config/join-code';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { Joined } from '#schemas/http/enrolment';
import { CREDENTIAL_FILE, CredentialFile, writeSafely } from './config/credential-file.ts';
import { trustOf } from './config/trust.ts';

const LIMIT_MS = 15_000;

/** Throws `request_invalid` with a sentence when the code is none, the hub cannot be reached or is another, or refuses. */
export async function joinHub(text: string, dataDir: string): Promise<Joined> {
  const code = readJoinCode(text);
  if (code === null) throw refusal('This is no join code: copy all of it, from "trj_" to its end.');
  const joined = await exchange(code);
  mkdirSync(dataDir, { recursive: true });
  const keep = (name: string, pem: string | null) => {
    if (pem !== null) writeSafely(join(dataDir, name), pem);
    return pem === null ? null : join(dataDir, name);
  };
  const { agentId, broker, hub } = joined;
  new CredentialFile(join(dataDir, CREDENTIAL_FILE)).write({
    ...{ agentId, ...broker, next: null },
    caFile: keep('broker-ca.pem', joined.ca),
    hub: { url: hub.url, caFile: keep('hub-ca.pem', hub.ca) },
  });
  return joined;
}

async function exchange({ hub, token, certificate }: JoinCode): Promise<Joined> {
  const tls = certificate === null ? null : trustOf(await certificateOf(hub, certificate));
  const response = await fetch(new URL('/api/v1/agents/join', hub), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
    signal: AbortSignal.timeout(LIMIT_MS),
    ...(tls === null ? {} : { tls }),
  }).catch((cause) => {
    throw refusal(`The hub at ${hub} cannot be reached.`, cause);
  });
  const answer = await response.json().catch(() => null);
  if (response.ok) return Joined.parse(answer);
  const { detail } = (answer ?? {}) as { detail?: string };
  throw refusal(detail ?? `The hub at ${hub} answered ${response.status}.`);
}

/** The hub's certificate, if it is the one that the code names: who comes between has another. */
function certificateOf(hub: string, expected: string): Promise<string> {
  const { hostname, port } = new URL(hub);
  return new Promise((done, fail) => {
    const socket = connect(
      // Whom it trusts is settled by the fingerprint, which came with the code.
      {
        host: hostname,
        port: Number(port || 443),
        ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
        rejectUnauthorized: false,
      },
      () => {
        const { fingerprint256, raw } = socket.getPeerCertificate();
        socket.destroy();
        const found = fingerprint256.replaceAll(':', '').toLowerCase();
        if (found === expected) done(asPem(raw));
        else fail(refusal(`Somebody else answers at ${hub}: its certificate is not the hub's.`));
      },
    );
    socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error('It does not answer.')));
    socket.on('error', (cause) => fail(refusal(`The hub at ${hub} cannot be reached.`, cause)));
  });
}

function asPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const refusal = (sentence: string, cause?: unknown) =>
  new TremoloError('request_invalid', sentence, { cause });
