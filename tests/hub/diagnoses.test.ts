import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Diagnosis, DiagnosisRow } from '#schemas/http/diagnoses';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import type { BrowserSession } from '../rig/browser-session.ts';
import { PeopleBox } from '../security/people-box.ts';

const RATE = 12_000;
const { geometry } = BEARING_CATALOGUE[0];
const SPEED = 1_800;
let box: PeopleBox;
let ada: BrowserSession;
let bob: BrowserSession;
let eve: BrowserSession;

beforeAll(async () => {
  box = await PeopleBox.start();
  for (const name of ['Ada', 'Bob', 'Eve']) await box.add(name, 'analyst');
  [ada, bob, eve] = await Promise.all(['Ada', 'Bob', 'Eve'].map((name) => box.signedIn(name)));
});
afterAll(() => box?.stop());

/** Blows at the rate of an outer race's defect, ringing at 3 kHz, on some noise; `seconds` of it in g. */
function outerRace(seconds: number): Int16Array {
  const { balls, ballDiameterMm, pitchDiameterMm, contactAngleDeg } = geometry;
  const ratio = (ballDiameterMm / pitchDiameterMm) * Math.cos((contactAngleDeg * Math.PI) / 180);
  const bpfo = (balls / 2) * (SPEED / 60) * (1 - ratio);
  let state = 1;
  return Int16Array.from({ length: seconds * RATE }, (_, i) => {
    state = (state * 48_271) % 2_147_483_647;
    const since = (i / RATE) % (1 / bpfo);
    const ring = 2 * Math.exp(-since * 900) * Math.sin(2 * Math.PI * 3_000 * since);
    return Math.round((ring + (state / 2_147_483_647 - 0.5) * 0.2) * 1_000);
  });
}

const request = (name: string, facts: object = { speedRpm: SPEED, bearing: geometry }) => ({
  name,
  samples: {
    format: 'int16',
    base64: Buffer.from(outerRace(12).buffer).toString('base64'),
    scale: 0.001,
  },
  sampleRateHz: RATE,
  unit: 'g',
  facts,
});
const make = (name: string) => ada.ask<Diagnosis>('POST', '/api/v1/diagnoses', request(name));
const statusOf = async (who: BrowserSession, method: string, path: string, body?: object) =>
  (await who.send(method, `/api/v1/diagnoses/${path}`, body)).status;

test('a recording of a damaged outer race is named as such, with the evidence, by rules alone', async () => {
  const made = await make('Pump 7');
  expect(made.verdict.findings.map(({ fault }) => fault)).toContain('outer_race');
  expect(made.by).toBe('rules');
  expect(made.verdict.findings[0].evidence[0].frequencyHz).toBeGreaterThan(0);
  expect(made.accelerationG).toBeGreaterThan(0.1);
  expect(made.spectrum.values.length).toBeGreaterThan(100);
});

test('what is not known of the machine is not judged, and it says so', async () => {
  const made = await ada.ask<Diagnosis>('POST', '/api/v1/diagnoses', request('Unknown', {}));
  expect(made.verdict.findings.map(({ fault }) => fault)).not.toContain('outer_race');
  expect(made.verdict.severity.graded).toBe(false);
});

test('what cannot be read is refused with a sentence', async () => {
  const bad = [
    { ...request('x'), samples: [1, 2, 3] },
    { ...request('x'), samples: { format: 'float32', base64: 'AAAAAAA=' } },
    { ...request('x'), samples: { format: 'int16', base64: '!!' } },
    { ...request('x'), sampleRateHz: 0 },
    { ...request('x'), owner: 'us_x' },
  ];
  for (const body of bad)
    expect((await ada.send('POST', '/api/v1/diagnoses', body)).status).toBe(400);
});

test('a diagnosis is its owner’s: nobody else sees, changes, shares or deletes it', async () => {
  const { diagnosisId } = await make('Mine');
  expect(await statusOf(eve, 'GET', diagnosisId)).toBe(404);
  expect(await statusOf(eve, 'PATCH', diagnosisId, { name: 'Taken' })).toBe(404);
  expect(await statusOf(eve, 'DELETE', diagnosisId)).toBe(404);
  const share = { with: 'Eve', kind: 'person', level: 'owner' };
  expect(await statusOf(eve, 'PUT', `${diagnosisId}/shares`, share)).toBe(404);
  const { items } = await eve.ask<{ items: DiagnosisRow[] }>('GET', '/api/v1/diagnoses');
  expect(items).toEqual([]);
});

test('sharing lets others see, change or own it, each only that, and only until its time', async () => {
  const { diagnosisId } = await make('Shared');
  const share = (level: string, expiresMs: number | null = null) =>
    ada.ask('PUT', `/api/v1/diagnoses/${diagnosisId}/shares`, {
      with: 'Bob',
      kind: 'person',
      level,
      expiresMs,
    });
  await share('viewer');
  expect(await statusOf(bob, 'GET', diagnosisId)).toBe(200);
  expect(await statusOf(bob, 'PATCH', diagnosisId, { note: 'Seen.' })).toBe(403);
  await share('editor');
  expect(await statusOf(bob, 'PATCH', diagnosisId, { note: 'Seen.' })).toBe(200);
  expect(await statusOf(bob, 'DELETE', diagnosisId)).toBe(403);
  expect(
    await statusOf(bob, 'PUT', `${diagnosisId}/shares`, {
      with: 'Bob',
      kind: 'person',
      level: 'owner',
    }),
  ).toBe(403);
  await share('viewer', box.clock.nowMs + 60_000);
  box.clock.nowMs += 60_001;
  expect(await statusOf(bob, 'GET', diagnosisId)).toBe(404);
});

test('somebody always owns it; a deleted one comes back for thirty days', async () => {
  const { diagnosisId, shares } = await make('Kept');
  expect(await statusOf(ada, 'DELETE', `${diagnosisId}/shares/${shares[0].subjectId}`)).toBe(409);
  expect(await statusOf(ada, 'DELETE', diagnosisId)).toBe(204);
  const deleted = await ada.ask<{ items: DiagnosisRow[] }>(
    'GET',
    '/api/v1/diagnoses?state=deleted',
  );
  expect(deleted.items.map((row) => row.diagnosisId)).toContain(diagnosisId);
  expect(await statusOf(ada, 'POST', `${diagnosisId}/restore`)).toBe(200);
  expect(await statusOf(ada, 'DELETE', diagnosisId)).toBe(204);
  box.clock.nowMs += 31 * 86_400_000;
  await box.rooms.diagnoses.upkeep();
  ada = await box.signedIn('Ada');
  expect(await statusOf(ada, 'GET', diagnosisId)).toBe(404);
});
