import { expect, test } from 'bun:test';
import { isSupervised, Successor, successorCommand } from './restart.ts';

test('only the process that systemd itself started counts on systemd', () => {
  expect(isSupervised('auto', { SYSTEMD_EXEC_PID: String(process.pid) })).toBe(true);
  // A shell below a service inherits it.
  expect(isSupervised('auto', { SYSTEMD_EXEC_PID: '1', INVOCATION_ID: 'x' })).toBe(false);
  expect(isSupervised('auto', {})).toBe(false);
  expect(isSupervised('service', {})).toBe(true);
  expect(isSupervised('self', { SYSTEMD_EXEC_PID: String(process.pid) })).toBe(false);
});

test('a token to join by is not used again', () => {
  const argv = ['/bin/bun', 'agent/main.ts', '--join', 'word', '--config', 'a.toml'];
  expect(successorCommand(argv)).toEqual(['agent/main.ts', '--config', 'a.toml']);
});

test('a successor runs again as often as it asks for it, and its last word is ours', async () => {
  const counter = `const file = process.env.COUNT_FILE; const fs = require('node:fs');
    fs.appendFileSync(file, 'x'); process.exit(fs.readFileSync(file, 'utf8').length < 3 ? 75 : 4);`;
  const file = `${process.env.TMPDIR ?? '/tmp'}/tremolo-successor-${process.pid}-${Date.now()}`;
  process.env.COUNT_FILE = file;
  try {
    expect(await new Successor(['-e', counter]).run()).toBe(4);
    expect(await Bun.file(file).text()).toBe('xxx');
  } finally {
    delete process.env.COUNT_FILE;
    await Bun.file(file).delete();
  }
});
