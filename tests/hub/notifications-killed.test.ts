import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpReceiver } from '../rig/http-receiver.ts';
import { MailRelay } from '../rig/mail-relay.ts';
import { PeopleBox } from '../security/people-box.ts';

let dataDir: string;
let receiver: HttpReceiver;
let relay: MailRelay;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tremolo-killed-'));
  receiver = await HttpReceiver.start();
  relay = await MailRelay.start();
});
afterEach(async () => {
  await receiver.stop();
  await relay.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const telling = (n: number) => ({
  event: 'alarm.raised',
  title: `Pump ${n}`,
  body: '',
  link: null,
  dedupeKey: `al_${n}:raised`,
});

/** A hub that tells of these, killed as soon as a receiver has its first request in hand and before it has an answer. */
async function killedMidSend(count: number): Promise<void> {
  const said = {
    channels: receiver.egress,
    mail: relay.settings,
    webhookUrl: `${receiver.url}/in`,
    tellings: Array.from({ length: count }, (_, n) => telling(n)),
  };
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, 'telling-child.ts'), dataDir, JSON.stringify(said)],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  receiver.answer = () => {
    child.kill('SIGKILL');
    return {};
  };
  await receiver.taken.first(() => true);
  await child.exited;
  receiver.answer = () => ({});
}

const deliveryIds = () => receiver.taken.all.map(({ headers }) => headers['tremolo-delivery']);

test('a hub that is killed in the middle of sending loses nothing, and what it repeats has the id that it had', async () => {
  await killedMidSend(5);
  const before = new Set(deliveryIds());
  expect(before.size).toBeGreaterThan(0);
  const box = await PeopleBox.start({ dataDir });
  const { store, teller, deliveryDesk } = box.rooms;
  // Those that the hub had not come to tell before it was killed are told now; the others are known.
  for (let n = 0; n < 5; n++) await teller.tell(telling(n) as never);
  deliveryDesk.wake();
  await deliveryDesk.settled();
  const rows = await store.read('SELECT * FROM deliveries');
  expect(rows.map((row) => row.state)).toEqual(rows.map(() => 'sent'));
  const webhook = rows.filter((row) => row.channel === 'webhook');
  expect(webhook).toHaveLength(5);
  // Each arrived, and whoever drops ids that it has seen gets each once.
  expect(new Set(deliveryIds())).toEqual(new Set(webhook.map((row) => String(row.batch_id))));
  expect(receiver.taken.all.length - new Set(deliveryIds()).size).toBeLessThanOrEqual(1);
  const letters = relay.letters.all.map(({ headers }) => headers['message-id']);
  const batches = new Set(rows.filter((row) => row.channel === 'email').map((row) => row.batch_id));
  expect(new Set(letters).size).toBe(batches.size);
  await box.stop();
});

test('what was told before the kill is in the feed, once', async () => {
  await killedMidSend(1);
  const box = await PeopleBox.start({ dataDir });
  expect(await box.rooms.teller.tell(telling(0) as never)).toBe('repeated');
  const rows = await box.rooms.store.read('SELECT * FROM feed');
  expect(rows).toHaveLength(1);
  await box.stop();
});
