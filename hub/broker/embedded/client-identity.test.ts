import { expect, test } from 'bun:test';
import { CHANGE_OVER_MS, offering, taking } from '../credential-renewal.ts';
import type { CredentialRow } from '../credential-row.ts';
import { pbkdf2, sha256 } from '../credential-secret.ts';
import { Authenticator } from './authenticator.ts';
import { ClientIdentity } from './client-identity.ts';

const limits = { messagesPerSecond: 10, bytesPerSecond: 1e6, maxPacketBytes: 1000 };
const row = (kind: CredentialRow['kind'], id: string): CredentialRow => ({
  username: `${kind}:${id}`,
  kind,
  id,
  sensorPrefix: kind === 'gateway' ? `${id}-` : null,
  edgeNode: null,
  sha256: sha256('secret'),
  pbkdf2: pbkdf2('secret'),
  enabled: true,
  createdMs: 0,
  next: null,
  previous: null,
  renewalAskedMs: null,
  limits: null,
});
const identity = (kind: CredentialRow['kind'], id: string) =>
  new ClientIdentity(row(kind, id), limits, () => 0);

test('a gateway may send as much as many sensors, the hub without a limit', () => {
  expect(identity('sensor', 's-1').bucket?.grant().packets).toBe(10);
  expect(identity('gateway', 'sim').bucket?.grant().packets).toBe(160);
  expect(identity('hub', 'hub').bucket).toBeNull();
});

test('a gateway speaks for so many topics and no more', () => {
  const gateway = identity('gateway', 'sim');
  for (let i = 0; i < 30_000; i++) {
    if (gateway.publishRight(`tremolo/1/frames/sim-${i}`) === null) throw new Error(`refused ${i}`);
  }
  expect(gateway.publishRight('tremolo/1/frames/sim-30000')).toBeNull();
  expect(gateway.publishRight('tremolo/1/frames/sim-0')).not.toBeNull();
});

test('an unchanged credential keeps its identity when the others change', () => {
  const authenticator = new Authenticator({ limits, clock: () => 0 });
  const one = row('agent', 'a-1');
  authenticator.replace([one]);
  const secret = Buffer.from('secret');
  const before = authenticator.identify('agent:a-1', secret, 'agent:a-1:lane-0');
  if (typeof before === 'string') throw new Error(before);
  authenticator.replace([structuredClone(one), row('agent', 'a-2')]);
  const { identity, secretHash } = before;
  expect(authenticator.holds(identity, secretHash)).toBe(true);
  authenticator.replace([{ ...one, enabled: false }]);
  expect(authenticator.holds(identity, secretHash)).toBe(false);
  expect(authenticator.identify('agent:a-1', secret, 'agent:a-1')).toBe('disabled');
});

test('of a secret and the one that follows it both are good until the new one is used, then the new one alone', () => {
  let nowMs = 1_000;
  const authenticator = new Authenticator({ limits, clock: () => nowMs });
  const come = (secret: string) =>
    authenticator.identify('agent:a-1', Buffer.from(secret), 'agent:a-1');
  const offered = offering(row('agent', 'a-1'), 'second', nowMs);
  authenticator.replace([offered]);
  const [old, fresh] = [come('secret'), come('second')];
  if (typeof old === 'string' || typeof fresh === 'string') throw new Error('refused');
  expect([old.isNext, fresh.isNext]).toEqual([false, true]);
  expect(old.identity).toBe(fresh.identity);
  expect(taking(offered, sha256('third'), nowMs)).toBeNull();
  const taken = taking(offered, fresh.secretHash, nowMs);
  if (taken === null) throw new Error('it was not offered');
  authenticator.replace([taken]);
  expect(come('secret')).toBe('wrong name or password');
  const again = come('second');
  expect(typeof again === 'string' ? again : again.isNext).toBe(false);
  // What the old one opened is changed over, and ended when the time for that is over.
  expect(authenticator.holds(old.identity, old.secretHash)).toBe(true);
  nowMs += CHANGE_OVER_MS;
  expect(authenticator.holds(old.identity, old.secretHash)).toBe(false);
  expect(authenticator.holds(fresh.identity, fresh.secretHash)).toBe(true);
});

test.each([
  ['agent:a-1', 'agent:a-1', true],
  ['agent:a-1', 'agent:a-1:lane-3', true],
  ['agent:a-1', 'agent:a-10', false],
  ['agent:a-1', 'agent:a-2', false],
])('%s connecting as %s: %p', (username, clientId, allowed) => {
  const authenticator = new Authenticator({ limits, clock: () => 0 });
  authenticator.replace([row('agent', 'a-1')]);
  const answer = authenticator.identify(username, Buffer.from('secret'), clientId);
  expect(typeof answer === 'string' ? answer : 'let in').toBe(
    allowed ? 'let in' : 'foreign client id',
  );
});
