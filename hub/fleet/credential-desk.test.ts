import { beforeEach, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { Store } from '../store/store.ts';
import { CredentialDesk, type KnownCredential } from './credential-desk.ts';

const DAY_MS = 86_400_000;
const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');

let nowMs: number;
let rows: KnownCredential[];
let stamps: number;
let canKeep: boolean | null;
let isBrokerOurs: boolean;
let changes: number;
const audited: string[] = [];

const change = (more: Partial<KnownCredential>) => {
  rows = rows.map((row) => ({ ...row, ...more }));
  stamps++;
};

const desk = () =>
  new CredentialDesk({
    book: {
      list: async () => rows,
      stamp: async () => String(stamps),
      askRenewal: async () => {
        change({ renewalAskedMs: nowMs });
        return true;
      },
      offerNext: async () => {
        change({ next: { sha256: hash('second') } });
        return { password: 'second' };
      },
      takeNext: async (_, taken) => {
        if (rows[0].next?.sha256 !== taken) return false;
        change({ sha256: taken, next: null, createdMs: nowMs, renewalAskedMs: null });
        return true;
      },
    },
    store: {
      record: async (_: unknown, entries: AuditEntry[]) => {
        audited.push(...entries.map(({ event }) => event));
        return [];
      },
    } as unknown as Store,
    clock: () => nowMs,
    days: 30,
    isBrokerOurs,
    matches: (secret, sha256) => hash(secret.toString()) === sha256,
    canKeep: () => canKeep,
    changed: () => {
      changes++;
    },
  });

beforeEach(() => {
  nowMs = 1_000 * DAY_MS;
  stamps = changes = 0;
  canKeep = true;
  isBrokerOurs = true;
  audited.length = 0;
  rows = [
    {
      ...{ username: 'agent:agent-1', kind: 'agent', id: 'agent-1', sha256: hash('first') },
      ...{ next: null, enabled: true, createdMs: nowMs, renewalAskedMs: null },
    },
  ];
});

test('a credential is due by its age, and nobody is given another before', async () => {
  const one = desk();
  await one.turn();
  expect(one.isDue('agent-1')).toBe(false);
  await expect(one.renew('agent-1')).rejects.toMatchObject({ code: 'conflict' });
  nowMs += 30 * DAY_MS;
  expect(one.isDue('agent-1')).toBe(true);
  expect(await one.renew('agent-1')).toEqual({ password: 'second' });
  expect(changes).toBe(1);
});

test('both secrets are good until the second was used, then that one alone', async () => {
  const one = desk();
  await one.askRenewal('agent-1', SYSTEM_ACTOR);
  await one.renew('agent-1');
  expect(await one.agentOf('tra_agent-1.first')).toBe('agent-1');
  expect(await one.agentOf('tra_agent-1.second')).toBe('agent-1');
  expect(await one.agentOf('tra_agent-1.first')).toBeNull();
  expect(await one.agentOf('tra_agent-1.second')).toBe('agent-1');
  expect(one.isDue('agent-1')).toBe(false);
  expect(audited).toEqual(['agent.renewal_asked', 'agent.credential_renewed']);
});

test('whoever brings nothing of ours, or what was withdrawn, is nobody', async () => {
  const one = desk();
  const bad = [
    ...['', 'tra_', 'tra_agent-1', 'tra_agent-1.', 'tra_agent-1.wrong', 'tra_agent-2.first'],
    ...['tra_../x.first', 'tra_agent-1.first.more', 'agent-1.first', 'tra_AGENT-1.first'],
  ];
  for (const bearer of bad) expect(await one.agentOf(bearer)).toBeNull();
  change({ enabled: false });
  expect(await one.agentOf('tra_agent-1.first')).toBeNull();
  change({ enabled: true, kind: 'sensor' });
  expect(await one.agentOf('tra_agent-1.first')).toBeNull();
});

test('an agent that cannot keep another, or whose broker is not ours, is left with what it has', async () => {
  canKeep = false;
  nowMs += 100 * DAY_MS;
  const given = desk();
  await given.turn();
  expect(given.isDue('agent-1')).toBe(false);
  await expect(given.askRenewal('agent-1', SYSTEM_ACTOR)).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(given.askRenewal('agent-9', SYSTEM_ACTOR)).rejects.toMatchObject({
    code: 'not_found',
  });
  canKeep = true;
  isBrokerOurs = false;
  await expect(desk().askRenewal('agent-1', SYSTEM_ACTOR)).rejects.toMatchObject({
    code: 'conflict',
  });
});
