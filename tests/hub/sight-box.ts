import type { NodeChanged } from '#schemas/http/nodes';
import type { NodeId, PointId, UserId } from '#schemas/ids/ids';
import type { Subscribed } from '#schemas/websocket/messages';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';
import { LiveClient } from './live-client.ts';
import { sensorSays } from './plant-messages.ts';

/** A hub with two areas of a site, a pump with one point in each, and Gus, who has no right to any of it. */
export class SightBox {
  readonly people: PeopleBox;
  readonly admin: BrowserSession;
  readonly guest: BrowserSession;
  readonly gus: UserId;
  hall = '' as NodeId;
  yard = '' as NodeId;
  pumps: NodeId[] = [];
  points: PointId[] = [];

  private constructor(
    people: PeopleBox,
    { admin, guest, gus }: { admin: BrowserSession; guest: BrowserSession; gus: UserId },
  ) {
    this.people = people;
    this.admin = admin;
    this.guest = guest;
    this.gus = gus;
  }

  static async start(): Promise<SightBox> {
    const people = await PeopleBox.start();
    await people.add('Root', 'admin');
    const admin = await people.signedIn('Root');
    const role = { key: 'outside', name: 'Outside', description: '', inherits: [] };
    const permissions = ['session:own', 'account:own'];
    await admin.ask('POST', '/api/v1/roles', { ...role, permissions });
    const gus = await people.add('Gus', 'outside');
    const box = new SightBox(people, { admin, guest: await people.signedIn('Gus'), gus });
    await box.#layOut();
    return box;
  }

  async #layOut(): Promise<void> {
    const site = await this.make({ kind: 'site', name: 'North', externalId: 'SECRET-1' });
    this.hall = await this.make({ kind: 'area', name: 'Hall', parentId: site });
    this.yard = await this.make({ kind: 'area', name: 'Yard', parentId: site });
    this.pumps = [
      await this.make({ kind: 'machine', name: 'P-1', parentId: this.hall }),
      await this.make({ kind: 'machine', name: 'P-2', parentId: this.yard }),
    ];
    this.points = [await this.sensor('s-1'), await this.sensor('s-2')];
    for (const [i, nodeId] of this.pumps.entries()) {
      await this.admin.ask('PATCH', `/api/v1/points/${this.points[i]}`, { nodeId });
    }
  }

  async make(draft: object): Promise<NodeId> {
    const body = { parentId: null, ...draft };
    return (await this.admin.ask<NodeChanged>('POST', '/api/v1/nodes', body)).node.nodeId;
  }

  /** A sensor that describes itself, and the point that it makes. */
  async sensor(sensorId: string): Promise<PointId> {
    const { assets, events } = this.people.rooms;
    const known = () => assets.ofSensor(sensorId).get(0)?.pointId;
    const made = new Promise<void>((done) => {
      events.on('points', () => known() !== undefined && done());
    });
    assets.describe(sensorSays(sensorId));
    await made;
    return known() as PointId;
  }

  /** Gives Gus this role at the node and below. */
  async give(nodeId: NodeId, role: string): Promise<void> {
    const right = { subject: { kind: 'person', id: this.gus }, role, expiresMs: null };
    await this.admin.ask('PUT', `/api/v1/areas/${nodeId}/rights`, right);
  }

  async take(nodeId: NodeId): Promise<void> {
    await this.admin.send('DELETE', `/api/v1/areas/${nodeId}/rights/${this.gus}`);
  }

  async move(nodeId: NodeId, parentId: NodeId): Promise<void> {
    await this.admin.ask('PATCH', `/api/v1/nodes/${nodeId}`, { parentId });
  }

  /** What Gus is answered. */
  async status(method: string, path: string, body?: object): Promise<number> {
    return (await this.guest.send(method, `/api/v1${path}`, body)).status;
  }

  /** A screen of Gus that follows this. */
  async open(channel: Subscribed): Promise<LiveClient> {
    const { origin } = this.people;
    const screen = new LiveClient(origin, this.guest.cookie, { origin });
    await new Promise((done) => screen.socket.addEventListener('open', done));
    screen.say({ type: 'subscribe', channel });
    return screen;
  }

  async stop(): Promise<void> {
    await this.people.stop();
  }
}
