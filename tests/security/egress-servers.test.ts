import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SettingsAnswer } from '#schemas/http/settings';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { HttpReceiver } from '../rig/http-receiver.ts';
import { MailRelay } from '../rig/mail-relay.ts';
import { PeopleBox } from './people-box.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-servers-'));
let box: PeopleBox;
let root: BrowserSession;
let relay: MailRelay;
let logs: Server;
let logLines: number;

beforeAll(async () => {
  relay = await MailRelay.start();
  logs = createServer((socket) => {
    socket.resume();
    logLines++;
  });
  logLines = 0;
  await new Promise<void>((done) => logs.listen(0, '127.0.0.1', done));
  await start();
});
afterAll(async () => {
  await box.stop();
  await relay.stop();
  logs.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<void> {
  box = await PeopleBox.start({ dataDir });
  await box.set('signIn', { secondFactorRoles: [] });
  if (box.rooms.directory.find('Root') === null) await box.add('Root', 'admin');
  root = await box.signedIn('Root');
}
const logPort = () => (logs.address() as { port: number }).port;
const read = (section: string) => root.ask<SettingsAnswer>('GET', `/api/v1/settings/${section}`);
async function change(section: string, values: object, allows?: string[]) {
  const { revision } = await read(section);
  const body = { revision, values, ...(allows && { allows }) };
  const response = await root.send('PATCH', `/api/v1/settings/${section}`, body);
  return { status: response.status, ...((await response.json()) as { code?: string }) };
}
const servers = () => box.rooms.siteSettings.get('channels').egressServers;
const tryMail = () =>
  root.ask<{ sent: boolean; says: string }>('POST', '/api/v1/settings/mail/test', {
    to: 'a@plant.example',
  });
const tryLogs = () =>
  root.ask<{ sent: boolean; says: string }>('POST', '/api/v1/audit/forwarding/test');
const changesOfSettings = async () =>
  (await box.audit())
    .filter(({ event }) => event === 'setting.changed')
    .map((one) => one.resourceId);
/** As what a way around the door, or another version, would leave behind. */
const setUnasked = (section: 'mail' | 'audit' | 'channels', values: object) => {
  const { siteSettings } = box.rooms;
  const next = { ...siteSettings.get(section), ...values };
  return siteSettings.replace(section, next as never, siteSettings.revision(section), SYSTEM_ACTOR);
};

describe('mail relay and log servers', () => {
  test('at a private address are not taken before somebody agrees to exactly this host and port', async () => {
    for (const host of ['127.0.0.1', 'localhost', '10.0.0.1', '169.254.169.254', '127.1', '::1']) {
      const said = await change('mail', { host, port: relay.port });
      expect(`${host} ${said.status} ${said.code}`).toBe(`${host} 409 confirmation_needed`);
    }
    const gateway = { smsGatewayUrl: 'http://192.168.1.1/send' };
    expect((await change('mail', gateway)).code).toBe('confirmation_needed');
    const log = { syslogHost: '127.0.0.1', syslogPort: logPort(), syslogTls: false };
    expect((await change('audit', log)).code).toBe('confirmation_needed');
    expect((await change('channels', { syslogHost: '10.0.0.7' })).code).toBe('confirmation_needed');
    expect(box.rooms.siteSettings.get('mail').host).toBeNull();
    const other = ['127.0.0.1:1'];
    expect((await change('mail', relay.settings, other)).code).toBe('request_invalid');
    expect(servers()).toEqual([]);
    expect(relay.connections + logLines).toBe(0);
  });

  test('that somebody agreed to are allowed and set at once, with an entry of the trail each, and no other port with them', async () => {
    const before = (await changesOfSettings()).length;
    const allowed = `127.0.0.1:${relay.port}`;
    expect((await change('mail', relay.settings, [allowed])).status).toBe(200);
    expect(servers()).toEqual([allowed]);
    expect((await changesOfSettings()).slice(before)).toEqual(['mail', 'channels']);
    expect(await tryMail()).toMatchObject({ sent: true });
    const log = { syslogHost: '127.0.0.1', syslogPort: logPort(), syslogTls: false };
    expect((await change('audit', log)).code).toBe('confirmation_needed');
    expect((await change('audit', log, [`127.0.0.1:${logPort()}`])).status).toBe(200);
    expect(await tryLogs()).toMatchObject({ sent: true });
  });

  test('are not spoken to once that is taken back, and letters wait', async () => {
    await change('channels', { egressServers: [] });
    const { connections } = relay;
    const mail = await tryMail();
    expect(mail).toMatchObject({ sent: false, says: expect.stringMatching(/private address/) });
    expect(await tryLogs()).toMatchObject({
      sent: false,
      says: expect.stringMatching(/private address/),
    });
    const { mailer } = box.rooms;
    await mailer.send({ to: 'a@plant.example', subject: 'Waits', text: 'x' });
    await mailer.settled();
    expect(await mailer.state()).toMatchObject({ lastError: expect.stringMatching(/private/) });
    expect(relay.connections).toBe(connections);
    await change('channels', { egressNetworks: ['127.0.0.0/8'] });
    expect(await tryMail()).toMatchObject({ sent: true });
    await change('channels', { egressNetworks: [] });
  });

  test('of before the update go on as they were, by one entry of the trail; later ones are asked for', async () => {
    const { store } = box.rooms;
    const mark = { sql: "DELETE FROM counters WHERE name = 'egress_servers_taken'" };
    await store.write([mark]);
    const count = (await changesOfSettings()).length;
    await box.stop();
    await start();
    const allowed = [`127.0.0.1:${relay.port}`, `127.0.0.1:${logPort()}`];
    expect(servers()).toEqual(allowed);
    expect((await changesOfSettings()).slice(count)).toEqual(['channels', 'signIn']);
    expect(await tryMail()).toMatchObject({ sent: true });
    await setUnasked('channels', { egressServers: [] });
    await box.stop();
    await start();
    expect(servers()).toEqual([]);
    expect(await tryMail()).toMatchObject({ sent: false });
  });

  test('text messages go by the same rule, and no answer leads them elsewhere', async () => {
    const inside = await HttpReceiver.start();
    try {
      const smsGatewayUrl = `${inside.url}/sms`;
      await setUnasked('mail', { smsGatewayUrl });
      const trySms = () =>
        root.ask<{ sent: boolean; says: string }>('POST', '/api/v1/settings/mail/test-sms', {
          to: '+4915112345',
        });
      expect(await trySms()).toMatchObject({
        sent: false,
        says: expect.stringMatching(/private address/),
      });
      expect(inside.taken.all).toEqual([]);
      await change('mail', { smsGatewayUrl }, [inside.host]);
      expect(await trySms()).toMatchObject({ sent: true });
      expect(inside.taken.all).toHaveLength(1);
    } finally {
      await inside.stop();
    }
  });
});
