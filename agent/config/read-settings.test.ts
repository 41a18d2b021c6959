import { expect, test } from 'bun:test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './read-settings.ts';

function fileWith(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'tremolo-settings-')), name);
  writeFileSync(path, text);
  return path;
}

test('the environment wins over the credential, the credential over the file', () => {
  const config = fileWith('a.toml', 'agentId = "press"\n[broker]\nurl = "mqtt://file"\n');
  const credential = fileWith('c.json', '{"username":"agent:press","password":"s"}');
  const settings = readSettings(['--config', config, '--credential', credential], {
    TREMOLO_AGENT_BROKER__URL: 'mqtts://plant:8883',
    TREMOLO_HUB_DATA_DIR: '/elsewhere',
  });
  expect(settings.agentId).toBe('press');
  expect(settings.broker).toMatchObject({ url: 'mqtts://plant:8883', username: 'agent:press' });
  expect(settings.dataDir).toBe('.data/agent');
});

test('an unreadable file is named in the sentence', () => {
  expect(() => readSettings(['--credential', 'gone.json'], {})).toThrow(
    /credential file gone.json/,
  );
  expect(() => readSettings(['--config'], {})).toThrow('--config needs a file.');
});
