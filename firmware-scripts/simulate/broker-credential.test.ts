import { afterAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialFor, readCredentials } from './broker-credential.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-credential-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string) => {
  const file = join(folder, 'credential.json');
  writeFileSync(file, text);
  return file;
};

describe('a credential file', () => {
  test('holds one credential or a list', () => {
    const one = { url: 'mqtt://127.0.0.1:1883', username: 'gateway:plant', password: 'secret' };
    expect(readCredentials(fileOf(JSON.stringify(one)))).toEqual([one]);
    expect(readCredentials(fileOf(JSON.stringify([one, one])))).toHaveLength(2);
  });

  test('that is wrong is refused without a word of what is in it', () => {
    for (const text of ['secret', '{"password":"secret"}', '[]', '{"username":"a", secret']) {
      const refuse = () => readCredentials(fileOf(text));
      expect(refuse).toThrow('credential file');
      expect(refuse).not.toThrow(/secret/);
    }
    expect(() => readCredentials(join(folder, 'none.json'))).toThrow('cannot be read');
  });

  test('gives a sensor its own row, else the gateway, and never the row of another sensor', () => {
    const own = { username: 'sensor:a', password: '1' };
    const gateway = { username: 'gateway:g', password: '2' };
    expect(credentialFor('a', [gateway, own])).toBe(own);
    expect(credentialFor('b', [own, gateway])).toBe(gateway);
    expect(credentialFor('b', [own])).toBeNull();
  });
});
