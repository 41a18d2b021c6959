import { serverName, serversSet } from '#schemas/config/servers-set';
import {
  LimitSettings,
  type SettingsOf,
  type SettingsSection,
} from '#schemas/config/site-settings';
import { newId, type UserId } from '#schemas/ids/ids';
import type { SectionChange } from '../../hub/config/site-settings.ts';
import { insertPerson, newPerson } from '../../hub/people/person.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { type HubBox, PASSWORD, startHub } from '../hub/plant-box.ts';
import { BrowserSession } from '../rig/browser-session.ts';

/** No broker listens there: little of this needs one. */
const NO_BROKER = 'mqtt://127.0.0.1:9';

/** A hub whose clock the test turns, and people in it. */
export class PeopleBox {
  readonly box: HubBox;
  readonly clock: { nowMs: number };

  private constructor(box: HubBox, clock: { nowMs: number }) {
    this.box = box;
    this.clock = clock;
  }

  static async start(
    options: { settings?: object; dataDir?: string; uiFolder?: string; brokerUrl?: string } = {},
  ): Promise<PeopleBox> {
    const clock = { nowMs: Date.now() };
    const box = await startHub(() => options.brokerUrl ?? NO_BROKER, {
      ...options,
      clock: () => clock.nowMs,
    });
    return new PeopleBox(box, clock);
  }

  get rooms() {
    return this.box.hub.flows.rooms;
  }

  get origin(): string {
    return this.box.hub.origin;
  }

  /** An account with the usual password, made where the hub keeps them. */
  async add(name: string, role: string, password = PASSWORD): Promise<UserId> {
    const { store, passwords, directory, clock } = this.rooms;
    const userId = newId('us');
    const email = `${name.toLowerCase()}@plant.example`;
    const nowMs = clock();
    const person = newPerson({ userId, name, role, email, emailVerifiedMs: nowMs, nowMs });
    const statements = await passwords.statements(userId, password, { mustChange: false });
    await store.record([insertPerson(person), ...statements], []);
    directory.know(person);
    return userId;
  }

  /** A browser in which that account has signed in. */
  async signedIn(name: string, password = PASSWORD): Promise<BrowserSession> {
    const browser = new BrowserSession(this.origin, () => this.clock.nowMs);
    await browser.signIn(name, password);
    return browser;
  }

  /** Changes a section of the settings as an administrator would. */
  async set<
    Section extends 'signIn' | 'general' | 'limits' | 'mail' | 'audit' | 'sso' | 'channels',
  >(section: Section, change: object): Promise<void> {
    const { siteSettings } = this.rooms;
    const changed = { ...siteSettings.get(section), ...change };
    // What a test does not name of a limit is as it comes.
    const next = section === 'limits' ? LimitSettings.parse(changed) : changed;
    await siteSettings.replaceAll(this.#allowing(section, next), SYSTEM_ACTOR);
  }

  /** Relays and log servers of tests stand on this machine: an administrator would have agreed to each. */
  #allowing(section: SettingsSection, next: object): SectionChange[] {
    const { siteSettings } = this.rooms;
    const change = { section, next, revision: siteSettings.revision(section) };
    const servers = serversSet(section, next).map(serverName);
    if (servers.length === 0) return [change];
    const channels = section === 'channels' ? next : siteSettings.get('channels');
    const { egressServers } = channels as SettingsOf<'channels'>;
    const allowed = { ...channels, egressServers: [...new Set([...egressServers, ...servers])] };
    if (section === 'channels') return [{ ...change, next: allowed }];
    const revision = siteSettings.revision('channels');
    return [change, { section: 'channels', next: allowed, revision }];
  }

  /** The audit trail so far, oldest first. */
  async audit(): Promise<
    { event: string; outcome: string; actorId: string | null; resourceId: string | null }[]
  > {
    const rows = await this.rooms.store.read(
      'SELECT event, outcome, actor_id, resource_id FROM audit ORDER BY seq',
    );
    return rows.map((row) => ({
      event: String(row.event),
      outcome: String(row.outcome),
      actorId: row.actor_id as string | null,
      resourceId: row.resource_id as string | null,
    }));
  }

  stop(): Promise<void> {
    return this.box.stop();
  }
}
