import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MadeKey } from '#schemas/http/keys';
import { ApiDescription } from '#schemas/http/openapi';
import { codeLines } from '../../ui/screens/docs/code-lines.ts';
import { operationsOf } from '../../ui/screens/docs/operations.ts';
import { sensorSays } from '../hub/plant-messages.ts';
import { PeopleBox } from '../security/people-box.ts';

const ROOT = join(import.meta.dir, '..', '..');
const GUIDE = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'tremolo-guide-'));
let box: PeopleBox;
let env: Record<string, string>;
let name: string;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Ada', 'analyst');
  const ada = await box.signedIn('Ada');
  const asked = { name: 'Guide', scopes: ['plant:read'] };
  const { secret } = await ada.ask<MadeKey>('POST', '/api/v1/keys', asked);
  env = { TREMOLO_URL: box.origin, TREMOLO_KEY: secret, PATH: process.env.PATH ?? '' };
  const { assets, events } = box.rooms;
  const made = new Promise<void>((done) => events.on('points', () => done()));
  assets.describe(sensorSays('s-1'));
  await made;
  name = assets.all()[0].name;
});
afterAll(async () => {
  await box?.stop();
  rmSync(folder, { recursive: true });
});

/** The lines that the guide shows in this language. */
function shown(language: string): string {
  const block = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(GUIDE)?.[1];
  if (block === undefined) throw new Error(`The guide shows nothing in ${language}.`);
  return block;
}

async function printed(command: string[], cwd: string): Promise<string> {
  const child = Bun.spawn(command, { cwd, env, stdout: 'pipe', stderr: 'pipe' });
  const [said, wrong] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(wrong);
  return said;
}

test('the TypeScript of the guide runs as it stands there', async () => {
  const said = await printed([process.execPath, '-e', shown('ts')], ROOT);
  expect(said.split('\n')[0]).toBe(name);
  expect(said.split('\n')[1]).toMatch(/^not_found [0-9a-f-]{36}$/);
});

test('so does what it shows of live news', async () => {
  expect(await printed([process.execPath, '-e', shown('js')], ROOT)).toBe(`${name}\n`);
});

test.skipIf(Bun.which('python3') === null)(
  'so does its Python, with the file that the hub serves',
  async () => {
    const client = await (await fetch(`${box.origin}/clients/python`)).text();
    writeFileSync(join(folder, 'tremolo.py'), client);
    writeFileSync(join(folder, 'guide.py'), shown('python'));
    const said = await printed(['python3', 'guide.py'], folder);
    expect(said.split('\n')[0]).toBe(name);
    expect(said.split('\n')[1]).toMatch(/^not_found [0-9a-f-]{36}$/);
  },
);

test.skipIf(Bun.which('curl') === null)('so does its shell', async () => {
  const said = await printed(['sh', '-c', `${shown('sh').replace('curl', 'curl -s')}`], folder);
  expect(JSON.stringify(JSON.parse(said))).toContain(name);
});

test('every line that the reference offers is right in its language', async () => {
  const document = await (await fetch(`${box.origin}/api/v1/openapi.json`)).json();
  const operations = operationsOf(ApiDescription.parse(document)).filter(({ isForm }) => !isForm);
  const lines = operations.map((operation) => codeLines(operation, box.origin));
  expect(lines.length).toBeGreaterThan(100);
  // Inside of the project, so that its own names are found.
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  const inside = mkdtempSync(join(ROOT, 'build', 'lines-'));
  try {
    const head = `import { API } from '#schemas/http/routes';
import type { HubClient } from '../../ui/http/client.ts';
declare const hub: HubClient;`;
    const typescript = lines.map((one) => one.typescript).join('\n');
    writeFileSync(join(inside, 'lines.ts'), `${head}\n${typescript}\n`);
    const config = { extends: '../../tsconfig.json', include: [], files: ['lines.ts'] };
    writeFileSync(join(inside, 'tsconfig.json'), JSON.stringify(config));
    await printed([process.execPath, 'x', 'tsc', '--noEmit', '-p', inside], ROOT);
  } finally {
    rmSync(inside, { recursive: true });
  }
  const shell = lines.map(({ curl }) => curl).join('\n\n');
  await printed(['sh', '-n', '-c', shell], folder);
  if (Bun.which('python3') === null) return;
  const program = lines.map(({ python }) => python).join('\n');
  await printed(['python3', '-c', 'import ast, sys; ast.parse(sys.argv[1])', program], folder);
}, 60_000);
