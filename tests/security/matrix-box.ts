import { join } from 'node:path';
import { BUILT_IN_ROLES } from '#schemas/access/roles';
import { TOPICS, topic } from '#schemas/broker/topics';
import type { NodeChanged } from '#schemas/http/nodes';
import type { RouteRow } from '#schemas/http/route-row';
import { ROUTES } from '#schemas/http/routes';
import { newId, type TeamId, type UserId } from '#schemas/ids/ids';
import { CHANNELS } from '#schemas/websocket/messages';
import { publishRights, rightFor, subscribeRights } from '../../hub/broker/access-rules.ts';
import { CREDENTIALS_FILE, Credentials } from '../../hub/broker/credentials.ts';
import { insertPerson, newPerson } from '../../hub/people/person.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { LiveClient } from '../hub/live-client.ts';
import { PASSWORD } from '../hub/plant-box.ts';
import { sensorSays } from '../hub/plant-messages.ts';
import { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from './people-box.ts';

/** Who tries: nobody, one person of each built-in role, a member of another team, a key that may only read, and an agent. */
export const WHO = [
  'nobody',
  ...Object.keys(BUILT_IN_ROLES),
  'other team',
  'reading key',
  'an agent',
] as const;
export type Who = (typeof WHO)[number];

/** May; may not; has to sign in; does not even learn that it exists. */
export type Cell = 'yes' | 'no' | 'sign in' | 'not there';

const CLIENTS = [
  { name: 'its sensor', kind: 'sensor', id: 's-1' },
  { name: 'another sensor', kind: 'sensor', id: 's-2' },
  { name: 'its edge node', kind: 'edge', id: 'e-1' },
  { name: 'another node', kind: 'edge', id: 'e-2' },
  { name: 'a listener', kind: 'listener', id: 'l-1' },
  { name: 'its agent', kind: 'agent', id: 'a-1' },
  { name: 'another agent', kind: 'agent', id: 'a-2' },
  { name: 'the hub', kind: 'hub', id: 'hub' },
] as const;

/** An id of the right form that nothing has. */
const NO_SUCH = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** A running hub and everybody who tries its doors. */
export class MatrixBox {
  readonly people: PeopleBox;
  readonly #users = new Map<string, UserId>();
  #admin = new BrowserSession('');
  #pointId = '';
  #readingKey = '';
  #agentSecret = '';

  private constructor(people: PeopleBox) {
    this.people = people;
  }

  static async start(): Promise<MatrixBox> {
    const people = await PeopleBox.start();
    const plenty = { perHour: 10_000_000, burst: 100_000 };
    await people.set('limits', {
      perKey: plenty,
      perPerson: plenty,
      perAddress: plenty,
      signIn: plenty,
      work: plenty,
    });
    await people.set('signIn', { secondFactorRoles: [] });
    // Else developers could do nothing: they do not work on a site in production.
    await people.set('general', { environment: 'development' });
    const box = new MatrixBox(people);
    for (const role of Object.keys(BUILT_IN_ROLES)) {
      box.#users.set(role, await people.add(`a ${role}`, role));
    }
    box.#users.set('other team', await people.add('an outsider', 'operator'));
    box.#admin = await people.signedIn('a admin', PASSWORD);
    // Somebody who has a team, and no business in any other.
    await box.#make('Day shift', box.#users.get('other team'));
    box.#pointId = await box.#makePoint();
    const { secret } = await box.#makeKey();
    box.#readingKey = secret;
    const path = join(people.box.dataDir, CREDENTIALS_FILE);
    const credentials = new Credentials({ path, clock: Date.now });
    box.#agentSecret = (await credentials.add({ kind: 'agent', id: 'a-1' })).password;
    return box;
  }

  /** What this request gives to each of them. */
  async tryRoute(row: RouteRow): Promise<Cell[]> {
    const cells: Cell[] = [];
    for (const who of WHO) cells.push(await this.#tryAs(row, who));
    return cells;
  }

  /** Whether each of them may subscribe to the channel. */
  async tryChannel(channel: keyof typeof CHANNELS): Promise<Cell[]> {
    const cells: Cell[] = [];
    for (const who of WHO) {
      const screen = new LiveClient(this.people.origin, '', await this.#headersOf(who));
      const isIn = await Promise.race([
        screen.next('hello').then(() => true),
        screen.closed.then(() => false),
      ]);
      if (!isIn) {
        cells.push('sign in');
        continue;
      }
      screen.say(
        channel === 'watch' ? { type: 'watch', points: [] } : { type: 'subscribe', channel },
      );
      // Answers come in order: what was refused is known when the ping is answered.
      screen.say({ type: 'ping', id: 1 });
      await screen.next('pong');
      const isRefused = screen.messages.some((m) => m.type === 'error' && m.code === 'forbidden');
      cells.push(isRefused ? 'no' : 'yes');
      screen.close();
    }
    return cells;
  }

  stop(): Promise<void> {
    return this.people.stop();
  }

  async #tryAs(row: RouteRow, who: Who): Promise<Cell> {
    const [headers, values] = [await this.#headersOf(who), await this.#valuesFor(row)];
    const path = row.path.replace(/:(\w+)/g, (_, name) => values[name] ?? 'none');
    const body = this.#bodyFor(row, values);
    // A file has a title; without it nobody gets as far as to be refused.
    const query = row.path.endsWith('/documents') ? '?title=Front' : '';
    const response = await fetch(this.people.origin + path + query, {
      method: row.method,
      headers: {
        ...headers,
        ...(row.method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await response.body?.cancel();
    if (response.status === 401) return 'sign in';
    if (response.status === 403) return 'no';
    // Of what is really there; that something made up is not found says that one was let through to look.
    const isReal = /:(teamId|userId|pointId)/.test(row.path);
    return response.status === 404 && isReal ? 'not there' : 'yes';
  }

  /** What stands in the path: real and fresh where that decides, so that no try spoils the next. */
  async #valuesFor({ path }: RouteRow): Promise<Record<string, string>> {
    const isOf = (name: string) => path.includes(`:${name}`);
    const userId = isOf('userId') || isOf('teamId') ? await this.#target() : `us_${NO_SUCH}`;
    return {
      userId,
      teamId: isOf('teamId') ? await this.#teamWith(userId) : '',
      pointId: this.#pointId,
      sessionId: `se_${NO_SUCH}`,
      keyId: `ky_${NO_SUCH}`,
      diagnosisId: `dg_${NO_SUCH}`,
      jobId: `jb_${NO_SUCH}`,
      queue: 'default',
      agentId: 'nobody',
      sha256: 'ab'.repeat(32),
      offset: '0',
      permission: 'plant:read',
      role: 'viewer',
      seq: '1',
      kind: 'deletions',
      section: 'general',
      subjectId: `us_${NO_SUCH}`,
      area: 'Hall',
      ...(isOf('nodeId') || isOf('changeId') || path.endsWith('/copies') ? await this.#node() : {}),
      webhookId: `wh_${NO_SUCH}`,
      deliveryId: `dv_${NO_SUCH}`,
      pushId: `ps_${NO_SUCH}`,
      channel: 'syslog',
      documentId: `dc_${NO_SUCH}`,
      templateId: `mt_${NO_SUCH}`,
    };
  }

  /** Where the handler itself decides, the request must be good enough to reach it. */
  #bodyFor(row: RouteRow, { userId, teamId, nodeId }: Record<string, string>): object | undefined {
    const bodies: Record<string, object> = {
      'POST /api/v1/webhooks': {
        name: 'W',
        url: 'https://elsewhere.example/',
        events: ['alarm.raised'],
      },
      'POST /api/v1/notifications/test': { channel: 'slack' },
      'POST /api/v1/notifications/push': {
        endpoint: 'https://elsewhere.example/',
        keys: { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) },
      },
      'PATCH /api/v1/points/:pointId': { name: 'Drive end' },
      'POST /api/v1/nodes': { parentId: null, kind: 'site', name: newId('nd') },
      'PATCH /api/v1/nodes/:nodeId/documents/:documentId': { title: 'Side' },
      'PATCH /api/v1/nodes/:nodeId': { notes: 'Changed.' },
      'POST /api/v1/plant/copies': { from: { nodeId }, parentId: null, names: 'Copy' },
      'PATCH /api/v1/teams/:teamId': { description: 'Changed.' },
      'POST /api/v1/teams/:teamId/members': { name: 'a viewer' },
      'PATCH /api/v1/teams/:teamId/members/:userId': { role: 'admin' },
      'PUT /api/v1/teams/:teamId/owner': { userId, confirm: true },
      'PUT /api/v1/teams/:teamId/roles': { roles: ['viewer'] },
      'POST /api/v1/teams/:teamId/dissolve': { confirm: true, shared: { to: 'nobody', teamId } },
    };
    const body = bodies[`${row.method} ${row.path}`];
    if (body !== undefined && 'shared' in body) return { confirm: true, shared: { to: 'nobody' } };
    return body;
  }

  /** Somebody new, to whom it may be done. */
  async #target(): Promise<UserId> {
    const { store, directory, clock } = this.people.rooms;
    const userId = newId('us');
    const person = newPerson({ userId, name: userId.slice(3), role: 'viewer', nowMs: clock() });
    await store.record([insertPerson(person)], []);
    directory.know(person);
    return userId;
  }

  /** A new machine, and the change of it that can be undone. */
  async #node(): Promise<{ nodeId: string; changeId: string }> {
    const draft = { parentId: null, kind: 'machine', name: newId('nd') };
    const made = await this.#admin.ask<NodeChanged>('POST', '/api/v1/nodes', draft);
    return { nodeId: made.node.nodeId, changeId: made.change.changeId };
  }

  /** A new team of the administrator's with this member. */
  async #teamWith(userId: string): Promise<TeamId> {
    const { directory } = this.people.rooms;
    const name = `team of ${userId.slice(3)}`;
    const { teamId } = await this.#make(name);
    const member = directory.get(userId)?.name ?? '';
    await this.#admin.ask('POST', `/api/v1/teams/${teamId}/members`, { name: member });
    return teamId;
  }

  #make(name: string, ownerId?: UserId): Promise<{ teamId: TeamId }> {
    return this.#admin.ask('POST', '/api/v1/teams', { name, ownerId });
  }

  /** A session of its own for each try, so that ending one session disturbs no other cell. */
  async #headersOf(who: Who): Promise<Record<string, string>> {
    if (who === 'nobody') return {};
    if (who === 'an agent') return { authorization: `Bearer tra_a-1.${this.#agentSecret}` };
    if (who === 'reading key') return { 'x-api-key': this.#readingKey };
    const userId = this.#users.get(who);
    if (userId === undefined) throw new Error(`there is no ${who}`);
    const { access } = this.people.rooms;
    const actor = { ...SYSTEM_ACTOR, address: '127.0.0.1' };
    const opened = await access.openSession({ userId, how: 'password', remember: false }, actor);
    const { identity } = this.people.box.hub.flows;
    return {
      cookie: `tremolo=${opened.accessToken}`,
      'x-csrf-token': identity.csrfTokenOf(opened.session.sessionId),
    };
  }

  async #makePoint(): Promise<string> {
    const { assets, events } = this.people.rooms;
    const made = new Promise<string>((done) => events.on('points', ([id]) => done(id)));
    assets.describe(sensorSays('s-1'));
    const pointId = await made;
    // Its sensor is there: nobody takes the point out from under the next try.
    assets.sensorStatus('s-1', true);
    return pointId;
  }

  async #makeKey(): Promise<{ secret: string }> {
    const { rights, directory } = this.people.rooms;
    const all = [...rights.permissionsOf(directory.find('a admin')!.userId)];
    const scopes = all.filter((permission) => permission.endsWith(':read'));
    return this.#admin.ask('POST', '/api/v1/keys', { name: 'reading', scopes });
  }
}

/** Every row of the matrix: what it is, the permission that it names, and a cell for each who tries. */
export async function matrixLines(box: MatrixBox): Promise<string[]> {
  const lines = [line('', 'asks for', WHO)];
  const routes = Object.values(ROUTES).toSorted((a, b) => a.path.localeCompare(b.path, 'en'));
  for (const row of routes) {
    const asks = row.alsoIn === undefined ? row.permission : `${row.permission} ${row.alsoIn}`;
    lines.push(line(`${row.method} ${row.path}`, asks, await box.tryRoute(row)));
  }
  lines.push('', line('WebSocket channel', 'asks for', WHO));
  for (const [channel, permission] of Object.entries(CHANNELS)) {
    const cells = await box.tryChannel(channel as keyof typeof CHANNELS);
    lines.push(line(channel, permission, cells));
  }
  const names = CLIENTS.map(({ name }) => name);
  lines.push('', line('MQTT topic', 'asks for', names));
  for (const [name, row] of Object.entries(TOPICS)) {
    const ids = row.levels.map(
      (level) => ({ sensorId: 's-1', agentId: 'a-1', edgeNodeId: 'e-1' })[level as string] ?? 'x',
    );
    const actual = topic(name as keyof typeof TOPICS, ...ids);
    const cells = CLIENTS.map(({ kind, id }) => {
      const client = { kind, id, sensorPrefix: null };
      const sends = rightFor(publishRights(client), actual) !== null;
      const hears = rightFor(subscribeRights(client), actual) !== null;
      return [sends ? 'sends' : '', hears ? 'hears' : ''].filter(Boolean).join(' ') || 'no';
    });
    lines.push(line(row.pattern, row.permission, cells));
  }
  return lines;
}

function line(what: string, asks: string, cells: readonly string[]): string {
  const columns = [what.padEnd(58), asks.padEnd(24), ...cells.map((cell) => cell.padEnd(14))];
  return columns.join(' ').trimEnd();
}
