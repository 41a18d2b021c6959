/** `bun tests/hub/telling-child.ts <folder> <json>`: a hub of its own that tells of something once, and is killed while it does. */
import type { Telling } from '../../hub/notifications/telling.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { PeopleBox } from '../security/people-box.ts';

const [dataDir, said] = process.argv.slice(2);
const { channels, mail, webhookUrl, tellings } = JSON.parse(said) as {
  channels: object;
  mail: object;
  webhookUrl: string;
  tellings: Telling[];
};
const box = await PeopleBox.start({ dataDir });
await box.add('Ann', 'operator');
await box.set('channels', { gatherSeconds: 0, ...channels });
await box.set('mail', mail);
await box.rooms.webhooks.make(
  {
    ...{ name: 'W', url: webhookUrl, events: ['alarm.raised'], least: 'low' },
    ...{ language: 'site', isEnabled: true },
  },
  SYSTEM_ACTOR,
);
for (const telling of tellings) await box.rooms.teller.tell(telling);
