import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { topic } from '#schemas/broker/topics';
import { TestBroker } from './test-broker.ts';

const MAIN = join(import.meta.dir, 'main.ts');
const DEMO = join(import.meta.dir, 'plants', 'demo.json');
const GOLDEN = join(import.meta.dir, '..', '..', 'signal', 'recordings', 'golden');

let broker = new TestBroker();
beforeEach(async () => {
  broker = new TestBroker();
  await broker.start();
});
afterEach(() => broker.stop());

function spawn(...args: string[]) {
  const command = [process.execPath, MAIN, ...args];
  return Bun.spawn(command, { stdout: 'pipe', stderr: 'pipe' });
}

const lastStatus = (id: string) =>
  JSON.parse(Buffer.from(broker.on(topic('sensorStatus', id)).at(-1) ?? []).toString()).status;

describe('bun run simulate', () => {
  test('replays a recording to its end and reports in lines of JSON', async () => {
    const wav = join(GOLDEN, 'float32.wav');
    const child = spawn('replay', '--recording', wav, '--broker', broker.url, '--json');
    expect(await child.exited).toBe(0);
    const lines = (await new Response(child.stdout).text()).trim().split('\n');
    const [ready, ...others] = lines.map((line) => JSON.parse(line));
    expect(ready).toEqual({ ready: 'simulate', pid: child.pid, sensors: 1 });
    expect(others.at(-1)).toMatchObject({ event: 'ended', framesSent: 1, framesDropped: 0 });
    expect(broker.on(topic('frames', 'replay-float32'))).toHaveLength(1);
    expect(lastStatus('replay-float32')).toBe('offline');
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`ends in order on ${signal}: every sensor says that it is offline`, async () => {
      const child = spawn('synth', '--plant', DEMO, '--broker', broker.url);
      await broker.until(() => broker.on(topic('frames', 'sim-p201-de')).length > 0);
      child.kill(signal);
      expect(await child.exited).toBe(0);
      expect(lastStatus('sim-p201-de')).toBe('offline');
      expect(lastStatus('sim-k501-de')).toBe('offline');
    });
  }

  test('ends when the process that started it is gone', async () => {
    const child = Bun.spawn(
      [process.execPath, MAIN, 'synth', '--plant', DEMO, '--broker', broker.url],
      {
        stdout: 'ignore',
        stderr: 'ignore',
        ipc: () => undefined,
      },
    );
    await broker.until(() => broker.on(topic('frames', 'sim-p201-de')).length > 0);
    child.disconnect();
    expect(await child.exited).toBe(0);
    expect(lastStatus('sim-p201-de')).toBe('offline');
  });

  test('ends while it still waits for a broker', async () => {
    const nowhere = broker.url;
    await broker.stop();
    const child = spawn('synth', '--plant', DEMO, '--broker', nowhere);
    for await (const chunk of child.stderr) if (Buffer.from(chunk).includes('Trying again')) break;
    child.kill('SIGINT');
    expect(await child.exited).toBe(0);
    broker = new TestBroker();
    await broker.start();
  });

  test('says in one sentence what is wrong, and ends with 1', async () => {
    const child = spawn('replay', '--recording', 'none.mat');
    expect(await child.exited).toBe(1);
    expect(await new Response(child.stderr).text()).toBe('There is no file none.mat.\n');
  });
});
