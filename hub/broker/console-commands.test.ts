import { afterAll, expect, test } from 'bun:test';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROKER_COMMANDS } from './console-commands.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'tremolo-console-'));
afterAll(() => rm(dataDir, { recursive: true }));

async function run(name: string, ...words: string[]): Promise<string[]> {
  const lines: string[] = [];
  const command = BROKER_COMMANDS.find((one) => one.name === name);
  await command?.run({
    words,
    dataDir,
    brokerUrl: 'mqtt://127.0.0.1:1883',
    clock: () => 0,
    print: (line) => lines.push(line),
  });
  return lines;
}

test('a credential is made, listed, disabled and removed', async () => {
  const [line] = await run(
    'credential add',
    '--kind',
    'gateway',
    '--id',
    'sim',
    '--prefix',
    'sim-',
  );
  const { url, username, password } = JSON.parse(line);
  expect([url, username]).toEqual(['mqtt://127.0.0.1:1883', 'gateway:sim']);
  expect(await run('credential list')).toEqual([
    'gateway:sim sensors sim-… enabled since 1970-01-01T00:00:00.000Z',
  ]);
  await run('credential disable', '--kind', 'gateway', '--id', 'sim');
  const [listed] = await run('credential list');
  expect(listed).toContain('disabled');
  expect(listed).not.toContain(password);
  await run('credential remove', '--kind', 'gateway', '--id', 'sim');
  expect(await run('credential list')).toEqual([]);
});

test('a credential for a file is readable by its owner only and not printed', async () => {
  const out = join(dataDir, 'agent-1.json');
  const lines = await run('credential add', '--kind', 'agent', '--id', 'agent-1', '--out', out);
  const { username, password } = await Bun.file(out).json();
  expect(username).toBe('agent:agent-1');
  expect(lines.join()).not.toContain(password);
  expect((await stat(out)).mode & 0o777).toBe(0o600);
});

test('wrong words are told in a sentence', async () => {
  await expect(run('credential add', '--kind', 'person')).rejects.toThrow(/sensor\|gateway/);
  await expect(run('credential add', '--kind', 'agent')).rejects.toThrow('Say --id.');
  await expect(run('credential add', '--kin', 'agent')).rejects.toMatchObject({
    code: 'request_invalid',
  });
  await expect(run('credential remove', '--kind', 'agent', '--id', 'nobody')).rejects.toMatchObject(
    { code: 'not_found' },
  );
});

test('Mosquitto gets every client, and what it cannot confine is said', async () => {
  await run('credential add', '--kind', 'gateway', '--id', 'sim');
  const out = join(dataDir, 'mosquitto');
  const lines = await run(
    'mosquitto-config',
    '--out',
    out,
    '--plugin',
    '/plugin.so',
    '--port',
    '1999',
  );
  expect(lines.at(-1)).toContain('gateway:sim may publish nothing');
  const conf = await Bun.file(join(out, 'mosquitto.conf')).text();
  expect(conf).toContain('plugin /plugin.so');
  expect(conf).toContain('listener 1999 127.0.0.1');
  const security = await Bun.file(join(out, 'dynamic-security.json')).json();
  const acls = (name: string) =>
    security.roles.find((role: { rolename: string }) => role.rolename === name).acls;
  expect(acls('gateway:sim')).toEqual([]);
  expect(acls('agent:agent-1')).toContainEqual({
    acltype: 'publishClientSend',
    topic: 'tremolo/1/agents/agent-1/results',
    allow: true,
  });
  const wide = await run(
    'mosquitto-config',
    ...['--out', out, '--plugin', '/plugin.so', '--widen-gateways'],
  );
  expect(wide.at(-1)).toContain('may publish for every sensor');
});
