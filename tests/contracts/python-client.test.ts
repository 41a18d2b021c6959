import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { MadeKey } from '#schemas/http/keys';
import { sensorSays } from '../hub/plant-messages.ts';
import { hasPython, PythonClient } from '../rig/python-client.ts';
import { PeopleBox } from '../security/people-box.ts';

let box: PeopleBox;
let client: PythonClient;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ada', 'analyst');
  const ada = await box.signedIn('Ada');
  const scopes = ['plant:read', 'diagnosis:infer', 'diagnosis:read'];
  const { secret } = await ada.ask<MadeKey>('POST', '/api/v1/keys', { name: 'Python', scopes });
  const { assets, events } = box.rooms;
  const made = new Promise<void>((done) => events.on('points', () => done()));
  assets.describe(sensorSays('s-1'));
  await made;
  client = new PythonClient(box.origin, secret);
  await client.start();
});
afterAll(async () => {
  await box?.stop();
  client?.stop();
});

const python = (...lines: string[]) => client.run(...lines);

describe.skipIf(!hasPython)('the Python client that the hub serves', () => {
  test('reads points and changes with a key', async () => {
    const said = await python(
      'points = hub.points()',
      'print(json.dumps([points[0]["sensorId"], hub.point(points[0]["pointId"])["name"], list(hub.changes())]))',
    );
    expect(said).toEqual(['s-1', expect.any(String), []]);
  });

  test('hands recordings in and lists them over pages', async () => {
    const said = await python(
      'samples = [math.sin(2 * math.pi * 50 * i / 12000) for i in range(24000)]',
      'made = [hub.diagnose("R%d" % i, samples, 12000, "g")["verdict"]["condition"] for i in range(3)]',
      'names = [d["name"] for d in hub.pages("/api/v1/diagnoses", query={"limit": 1})]',
      'print(json.dumps([made, sorted(names)]))',
    );
    expect(said).toEqual([
      [expect.any(String), expect.any(String), expect.any(String)],
      ['R0', 'R1', 'R2'],
    ]);
  });

  test('says what the hub refused, by its code', async () => {
    const said = await python(
      'try:',
      '    hub.request("GET", "/api/v1/users")',
      'except TremoloError as error:',
      '    print(json.dumps([error.status, error.code, bool(error.correlation_id)]))',
    );
    expect(said).toEqual([403, 'forbidden', true]);
  });

  test('waits when a limit says so', async () => {
    await box.set('limits', { perKey: { perHour: 7_200, burst: 2 } });
    // The hub's clock stands still unless the test turns it.
    const turning = setInterval(() => {
      box.clock.nowMs += 500;
    }, 250);
    const got = await python('print(json.dumps(len([hub.points() for _ in range(4)])))');
    clearInterval(turning);
    expect(got).toBe(4);
  }, 20_000);
});
