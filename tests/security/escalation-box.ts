import type { Permission } from '#schemas/access/permissions';
import type { PersonRights } from '#schemas/http/rights';
import type { UserId } from '#schemas/ids/ids';
import { sensorSays } from '../hub/plant-messages.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

/** Accounts and rights, short of what only administrators give: what a site may well give to a deputy. */
export const DEPUTY: readonly Permission[] = [
  'session:own',
  'account:own',
  'key:own',
  'plant:read',
  'alarm:read',
  'capture:read',
  'notification:own',
  'dashboard:own',
  'user:read',
  'user:edit',
  'user:impersonate',
  'role:read',
  'role:edit',
  'role:assign',
  'team:read',
  'team:own',
  'team:edit',
  'setting:read',
  'setting:edit',
];

/** A hub with an administrator, another one, and people of several roles who try for more than they have. */
export class EscalationBox {
  readonly box: PeopleBox;
  readonly admin: BrowserSession;
  /** By their names in small letters. */
  readonly ids: Record<string, UserId>;

  private constructor(box: PeopleBox, admin: BrowserSession, ids: Record<string, UserId>) {
    this.box = box;
    this.admin = admin;
    this.ids = ids;
  }

  static async start(): Promise<EscalationBox> {
    const box = await PeopleBox.start();
    await box.set('signIn', { secondFactorRoles: [] });
    await box.set('limits', { signIn: { perHour: 1_000_000, burst: 100_000 } });
    const ids = { admin: await box.add('Admin', 'admin'), peer: await box.add('Peer', 'admin') };
    const site = new EscalationBox(box, await box.signedIn('Admin'), ids);
    await site.role('deputy', DEPUTY);
    for (const [name, key] of [
      ['Deputy', 'deputy'],
      ['Second', 'deputy'],
      ['Engineer', 'engineer'],
      ['Analyst', 'analyst'],
      ['Operator', 'operator'],
      ['Viewer', 'viewer'],
    ]) {
      site.ids[name.toLowerCase()] = await box.add(name, key);
    }
    return site;
  }

  stop(): Promise<void> {
    return this.box.stop();
  }

  role(key: string, permissions: readonly Permission[], inherits: readonly string[] = []) {
    const draft = { key, name: key, description: '', inherits, permissions };
    return this.admin.ask('POST', '/api/v1/roles', draft);
  }

  rightsOf(name: string): Promise<PersonRights> {
    return this.admin.ask('GET', `/api/v1/users/${this.ids[name]}/permissions`);
  }

  async mayDo(name: string): Promise<Set<Permission>> {
    return new Set((await this.rightsOf(name)).effective);
  }

  /** What the trail says of the last attempt of this kind. */
  async lastOutcome(event: string): Promise<string | undefined> {
    const found = (await this.box.audit()).filter((entry) => entry.event === event);
    return found.at(-1)?.outcome;
  }

  /** A point within an area, as its sensor would make it. */
  async somePoint(area: string): Promise<string> {
    const { assets, store } = this.box.rooms;
    const sensorId = `s-${area.toLowerCase()}`;
    assets.describe(sensorSays(sensorId));
    const found = () => assets.all().find((point) => point.sensorId === sensorId);
    while (found() === undefined) await store.read('SELECT 1');
    const { pointId } = found() as { pointId: string };
    await this.admin.ask('PATCH', `/api/v1/points/${pointId}`, { area });
    return pointId;
  }

  withKey(secret: string, method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.box.origin}/api/v1${path}`, {
      method,
      headers: { 'x-api-key': secret, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** The status of the answer. */
export async function tried(
  who: BrowserSession,
  method: string,
  path: string,
  body?: unknown,
): Promise<number> {
  return (await who.send(method, `/api/v1${path}`, body)).status;
}
