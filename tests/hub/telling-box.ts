import type { UserId } from '#schemas/ids/ids';
import type { Telling } from '../../hub/notifications/telling.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';

let told = 0;

/** A hub with an administrator and an operator, whose clock the test turns, and short ways to tell people. */
export class TellingBox {
  readonly people: PeopleBox;
  readonly ada: BrowserSession;
  readonly ann: BrowserSession;
  readonly annId: UserId;
  readonly adaId: UserId;

  private constructor(
    people: PeopleBox,
    ids: { ada: UserId; ann: UserId },
    sessions: { ada: BrowserSession; ann: BrowserSession },
  ) {
    this.people = people;
    this.adaId = ids.ada;
    this.annId = ids.ann;
    this.ada = sessions.ada;
    this.ann = sessions.ann;
  }

  static async start(options: { dataDir?: string } = {}): Promise<TellingBox> {
    const people = await PeopleBox.start(options);
    await people.set('signIn', { secondFactorRoles: [], idleMinutes: 10_080 });
    const ids = { ada: await people.add('Ada', 'admin'), ann: await people.add('Ann', 'operator') };
    // What is really wrong with a hub without a broker must not come in between.
    await people.box.hub.flows.notifications.stop();
    const ada = await people.signedIn('Ada');
    return new TellingBox(people, ids, { ada, ann: await people.signedIn('Ann') });
  }

  get rooms() {
    return this.people.rooms;
  }

  /** Tells of an alarm, or of what is said. */
  tell(telling: Partial<Telling> = {}) {
    return this.rooms.teller.tell({
      event: 'alarm.raised',
      title: 'Pump 3: zone D',
      body: '7.4 mm/s is above 7.1 mm/s',
      link: '/alarms/al_1',
      dedupeKey: `test-${told++}`,
      ...telling,
    });
  }

  /** Turns the clock on, and has what is due then sent. */
  async after(seconds: number): Promise<void> {
    this.people.clock.nowMs += seconds * 1_000;
    this.rooms.deliveryDesk.wake();
    await this.rooms.deliveryDesk.settled();
  }

  stop(): Promise<void> {
    return this.people.stop();
  }
}
