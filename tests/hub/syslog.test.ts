import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditForwarding } from '#schemas/http/audit-keeping';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { Rsyslog, rsyslogAbsent } from '../rig/rsyslog.ts';
import { OPENSSL, selfSigned } from '../rig/self-signed.ts';
import { PeopleBox } from '../security/people-box.ts';

const absent = rsyslogAbsent() ?? (OPENSSL === null ? 'openssl is not installed' : null);
if (absent !== null) console.warn(`Forwarding to a real log server is not tested: ${absent}`);

const PRIORITY: Record<string, string> = { info: '110', warning: '108', critical: '106' };
const WITHIN_MS = 15_000;

describe.skipIf(absent !== null)('a real log server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tremolo-syslog-'));
  const dataDir = join(folder, 'data');
  const plain = new Rsyslog({ folder: join(folder, 'plain') });
  let box: PeopleBox;
  let admin: BrowserSession;

  beforeAll(async () => {
    await plain.start();
    await startHub();
  });
  afterAll(async () => {
    await box?.stop();
    await plain.end();
    rmSync(folder, { recursive: true });
  });

  async function startHub(): Promise<void> {
    box = await PeopleBox.start({ dataDir });
    if (box.rooms.directory.find('Admin') === null) {
      await box.set('signIn', { secondFactorRoles: [] });
      await box.add('Admin', 'admin');
    }
    admin = await box.signedIn('Admin');
  }

  const forwardTo = (syslogPort: number, more: object = {}) =>
    box.set('audit', { syslogHost: '127.0.0.1', syslogPort, syslogTls: false, ...more });
  const forwarding = () => admin.ask<AuditForwarding>('GET', '/api/v1/audit/forwarding');
  const seqs = (server: Rsyslog) => server.taken().map(({ facts }) => Number(facts.seq));
  const lastSeq = async () =>
    Number((await box.rooms.store.read('SELECT max(seq) AS n FROM audit'))[0].n);
  const changes = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const name = `k "${i}"] \\ [x@1 é`;
      await admin.ask('POST', '/api/v1/keys', { name, scopes: ['plant:read'] });
    }
  };
  /** Waits until the log server has everything that is in the trail. */
  const caughtUp = (server: Rsyslog) =>
    eventually(
      async () => {
        const last = await lastSeq();
        return new Set(seqs(server)).size === last && last;
      },
      WITHIN_MS,
      'the log server has every entry',
    );

  test('every entry arrives, in order, and is understood as it was meant: header, facts, text', async () => {
    await changes(5);
    await forwardTo(plain.port);
    const last = await caughtUp(plain);
    const taken = plain.taken();
    expect(taken.map(({ facts }) => Number(facts.seq))).toEqual(
      Array.from({ length: last }, (_, i) => i + 1),
    );
    const rows = await box.rooms.store.read('SELECT * FROM audit ORDER BY seq');
    for (const [i, row] of rows.entries()) {
      const { facts, ...message } = taken[i];
      expect(message).toMatchObject({
        pri: PRIORITY[String(row.severity)],
        version: '1',
        app: 'tremolo',
        process: String(process.pid),
        id: row.event,
        time: new Date(Number(row.at_ms)).toISOString(),
      });
      expect(facts).toMatchObject({
        event: String(row.event),
        outcome: String(row.outcome),
        hash: String(row.hash),
        ...(row.actor_id === null ? {} : { actorId: String(row.actor_id) }),
        ...(row.resource_id === null ? {} : { resourceId: String(row.resource_id) }),
      });
      // What is too long for a line of a log is cut, and says so.
      const isCut = facts.isCut === 'true';
      expect(isCut).toBe(Buffer.byteLength(String(row.details)) > 3_000);
      expect(String(row.details).slice(0, facts.details.length)).toBe(facts.details);
      if (!isCut) expect(facts.details).toBe(String(row.details));
      expect(message.text.length).toBeGreaterThan(5);
    }
  }, 30_000);

  test('while it is killed entries wait and are counted; when it is back it gets them all, across a restart of the hub', async () => {
    await changes(3);
    await plain.end('SIGKILL');
    await changes(4);
    const state = await eventually(
      async () => {
        const now = await forwarding();
        return now.failures > 0 && now.waiting >= 4 && now;
      },
      WITHIN_MS,
      'the failure is counted',
    );
    expect(state).toMatchObject({ isConnected: false, reason: 'nothing listens there.' });
    await box.stop();
    await startHub();
    await changes(2);
    await plain.start();
    await caughtUp(plain);
    // What may have been lost with the line came again: never in another order, and nothing is left out.
    const firsts = [...new Set(seqs(plain))];
    expect(firsts).toEqual(firsts.map((_, i) => i + 1));
    const settled = async () => {
      const now = await forwarding();
      return now.waiting === 0 && now;
    };
    expect(await eventually(settled, WITHIN_MS, 'nothing waits')).toMatchObject({
      isConnected: true,
      reason: null,
    });
    const before = seqs(plain);
    await box.stop();
    await startHub();
    await changes(1);
    await caughtUp(plain);
    // A line that was closed in order has delivered all: only what is new is sent.
    const since = seqs(plain).slice(before.length);
    expect(since.filter((seq) => before.includes(seq))).toEqual([]);
  }, 60_000);

  test('over TLS it gets them from a hub that knows its authority; any other certificate gets nothing, with the reason', async () => {
    const [right, wrong] = await Promise.all(
      ['right', 'wrong'].map(async (name) => {
        const own = mkdtempSync(join(folder, name));
        const { certFile, keyFile } = await selfSigned(own);
        return { cert: certFile, key: keyFile, ca: certFile };
      }),
    );
    const secure = new Rsyslog({ folder: join(folder, 'secure'), tls: right });
    await secure.start();
    try {
      const pem = (file: string) => readFileSync(file, 'utf8');
      const refused = async () => {
        const now = await forwarding();
        return now.failures > 0 && now.reason !== null && now;
      };
      await forwardTo(secure.port, { syslogTls: true, syslogCa: pem(wrong.ca) });
      const state = await eventually(refused, WITHIN_MS, 'the certificate is refused');
      expect(state.reason).toContain('certificate');
      expect(state.isConnected).toBe(false);
      expect(secure.taken()).toEqual([]);
      await forwardTo(secure.port, { syslogTls: true, syslogCa: null });
      await changes(1);
      expect(secure.taken()).toEqual([]);
      await forwardTo(secure.port, { syslogTls: true, syslogCa: pem(right.ca) });
      const last = await caughtUp(secure);
      expect(seqs(secure)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      // The certificate is for 127.0.0.1: under another name the same server is nobody.
      const before = secure.taken().length;
      await forwardTo(secure.port, {
        syslogHost: 'localhost',
        syslogTls: true,
        syslogCa: pem(right.ca),
      });
      const other = async () => {
        const now = await forwarding();
        return now.target?.includes('localhost') && now.reason !== null && now;
      };
      const strange = await eventually(other, WITHIN_MS, 'the name is refused');
      expect(strange.reason).toContain('certificate');
      expect(secure.taken()).toHaveLength(before);
    } finally {
      await secure.end();
    }
  }, 60_000);
});
