import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJoinCode, writeJoinCode } from '#schemas/config/join-code';
import type { MadeJoinToken } from '#schemas/http/enrolment';
import type { SystemState } from '#schemas/http/system';
import type { AgentId } from '#schemas/ids/ids';
import { joinHub } from '../../agent/join.ts';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { Child } from '../rig/child.ts';
import { PlantRig } from '../rig/plant-rig.ts';
import { OPENSSL, selfSigned } from '../rig/self-signed.ts';
import { PeopleBox } from '../security/people-box.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-join-'));
afterAll(() => rmSync(folder, { recursive: true }));

const codeOf = ({ command }: MadeJoinToken) => command.split(' ').at(-1) ?? '';

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'joined',
    (error: Error) => error.message,
  );

describe('an agent that joins', () => {
  const rig = new PlantRig({ agents: 0 });
  const dataDir = join(folder, 'agent');
  let agent: Child | null = null;
  let code = '';

  beforeAll(() => rig.start(), 60_000);
  afterAll(async () => {
    await agent?.kill();
    await rig.stop();
  });

  const agentWith = (...args: string[]) =>
    new Child({
      name: 'agent-7',
      args: ['agent/main.ts', ...args],
      environment: {
        TREMOLO_AGENT_DATA_DIR: dataDir,
        TREMOLO_AGENT_LANES: '1',
        TREMOLO_AGENT_CAPACITY_WINDOWS_PER_SECOND: '20000',
      },
    });
  const statusOf = async () => {
    const { agents } = await rig.browser.ask<SystemState>('GET', '/api/v1/system');
    return agents.find(({ agentId }) => agentId === 'agent-7')?.status ?? null;
  };
  const until = async (status: string) => {
    while ((await statusOf()) !== status) await Bun.sleep(50);
  };

  test('needs one word, and has a credential of its own from then on', async () => {
    const asked = { agentId: 'agent-7' };
    code = codeOf(await rig.browser.ask('POST', '/api/v1/agents/join-tokens', asked));
    agent = agentWith('--join', code);
    expect((await agent.start()).agentId).toBe('agent-7');
    await until('online');
    const file = join(dataDir, 'credential.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(code);
    await agent.kill();
    agent = agentWith();
    await agent.start();
    await until('online');
  }, 60_000);

  test('cannot use its word a second time, nor can anybody else', async () => {
    expect(await refusalOf(joinHub(code, join(folder, 'thief')))).toBe(
      'This token does not work: make a new one.',
    );
    expect(await refusalOf(joinHub('trj_nonsense', folder))).toContain('no join code');
    expect(
      (await rig.browser.ask<{ tokens: [] }>('GET', '/api/v1/agents/join-tokens')).tokens,
    ).toEqual([]);
  });

  test('is off when it is put out, and has nothing left to be taken', async () => {
    await until('online');
    const revoked = await rig.browser.send('POST', '/api/v1/agents/agent-7/revoke');
    expect(revoked.status).toBe(204);
    await until('offline');
    expect((await rig.browser.send('POST', '/api/v1/agents/agent-7/revoke')).status).toBe(404);
  }, 30_000);
});

describe.skipIf(OPENSSL === null)('a hub with a certificate of its own', () => {
  let people: PeopleBox;
  let code = '';

  beforeAll(async () => {
    const tls = await selfSigned(folder);
    people = await PeopleBox.start({ settings: { http: { port: 0, tls } } });
    const { enrolment, hubAsSeen } = people.rooms;
    const { secret } = await enrolment.make('agent-8' as AgentId, 5, SYSTEM_ACTOR);
    code = writeJoinCode({ ...hubAsSeen(people.origin), token: secret });
  });
  afterAll(() => people?.box.stop());

  test('is known by it, and whoever comes between is not', async () => {
    const told = readJoinCode(code);
    if (told === null) throw new Error('It was written by us.');
    const wrong = writeJoinCode({ ...told, certificate: 'ab'.repeat(32) });
    expect(await refusalOf(joinHub(wrong, join(folder, 'wrong')))).toContain(
      'Somebody else answers',
    );
    expect((await joinHub(code, join(folder, 'right'))).agentId).toBe('agent-8');
  });

  test('a token ends with its time and with the next one, and is counted as tried', async () => {
    const { enrolment } = people.rooms;
    const first = await enrolment.make('agent-9' as AgentId, 5, SYSTEM_ACTOR);
    const second = await enrolment.make('agent-9' as AgentId, 5, SYSTEM_ACTOR);
    expect(await refusalOf(enrolment.join(first.secret, SYSTEM_ACTOR))).toContain('does not work');
    people.clock.nowMs += 6 * 60_000;
    expect(await refusalOf(enrolment.join(second.secret, SYSTEM_ACTOR))).toContain('does not work');
    const tried = (await people.audit()).filter(({ event }) => event === 'agent.joined');
    expect(tried.map(({ outcome }) => outcome)).toContain('refused');
  });
});
