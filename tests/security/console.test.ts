import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD } from '../hub/plant-box.ts';
import { PeopleBox } from './people-box.ts';

let box: PeopleBox;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Grace', 'engineer');
});
afterAll(() => box?.stop());

/** Runs the console as a process of its own beside the running hub. */
async function consoleSays(...words: string[]): Promise<{ code: number; out: string }> {
  const run = Bun.spawn([process.execPath, 'hub/console.ts', ...words], {
    env: { ...process.env, TREMOLO_HUB_DATA_DIR: box.box.dataDir },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, err, code] = await Promise.all([
    new Response(run.stdout).text(),
    new Response(run.stderr).text(),
    run.exited,
  ]);
  return { code, out: code === 0 ? out.trim() : err };
}

const login = (password: string) =>
  fetch(`${box.origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Grace', password }),
  });

/** Until the hub has looked at what the console did. */
async function heard(look: () => unknown, wanted: unknown): Promise<void> {
  const untilMs = Date.now() + 5_000;
  while ((await look()) !== wanted && Date.now() < untilMs) {
    await new Promise((done) => setImmediate(done));
  }
  expect(await look()).toBe(wanted);
}

test('the console unlocks an account while the hub runs', async () => {
  const userId = box.rooms.directory.find('Grace')?.userId ?? '';
  for (let i = 0; i < 5; i++) {
    await login('wrong');
    box.clock.nowMs += i < 4 ? 30_000 : 0;
  }
  expect((await login(PASSWORD)).status).toBe(429);
  expect((await consoleSays('unlock', 'Grace')).code).toBe(0);
  await heard(() => box.rooms.lockout.lockedUntilMs(userId), null);
  expect((await login(PASSWORD)).status).toBe(200);
  expect((await box.audit()).filter(({ event }) => event === 'auth.unlocked')).toHaveLength(1);
});

test('a password reset at the console ends sessions at once, and its link gives a new password', async () => {
  const grace = await box.signedIn('Grace');
  const cookie = grace.cookie;
  const { code, out } = await consoleSays('reset-password', 'grace@plant.example');
  expect(code).toBe(0);
  const token = out.split('#token=')[1];
  await heard(
    async () =>
      (await fetch(`${box.origin}/api/v1/users/me/session`, { headers: { cookie } })).status,
    401,
  );
  expect((await login(PASSWORD)).status).toBe(401);
  await grace.ask('POST', '/api/v1/auth/reset', { token, password: 'nine amber lanterns' });
  expect((await login('nine amber lanterns')).status).toBe(200);
});

test('a key rotated at the console signs at once in the running hub', async () => {
  const before = box.rooms.signingKeys.current().kid;
  expect((await consoleSays('rotate-signing-key')).code).toBe(0);
  await heard(() => box.rooms.signingKeys.current().kid === before, false);
});

test('a name that nobody has is refused', async () => {
  const { code, out } = await consoleSays('unlock', 'Nobody');
  expect(code).toBe(1);
  expect(out).toContain('Say the sign-in name');
});
