import { afterAll, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { PART_BYTES } from '#schemas/http/agent-files';
import { newId } from '#schemas/ids/ids';
import { FileExchange } from './file-exchange.ts';
import { type FileApi, FileFetcher } from './file-fetcher.ts';
import { FileSender } from './file-sender.ts';
import { Pace } from './pace.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const digestOf = (bytes: Uint8Array) =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
/** Three parts, the last not full. */
const FILE = Uint8Array.from({ length: 2.5 * PART_BYTES }, (_, i) => (i * 31 + (i >> 9)) % 251);
const NAME = sha256(FILE);
const never = new AbortController().signal;
const ignored = () => undefined;

/** A hub that has the file, takes another, and misbehaves when it is told to. */
class FakeHub implements FileApi {
  file = FILE;
  readonly asked: string[] = [];
  taken = new Uint8Array(0);
  /** Called before each answer; may throw. */
  before: (what: string) => void = ignored;
  /** May give other bytes than are there. */
  twist: (part: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> = (part) => part;

  async ask(request: Parameters<FileApi['ask']>[0]): Promise<Response> {
    const { method, path, headers = {}, body } = request;
    const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? Number.NaN);
    const what = `${method} ${path.split('/').at(-1)} ${Number.isNaN(from) ? '' : from}`.trim();
    this.asked.push(what);
    this.before(what);
    if (method === 'PUT') return this.#take(path, headers, body as Uint8Array<ArrayBuffer>);
    if (method === 'POST') return Response.json({ have: this.taken.length });
    if (Number.isNaN(from)) {
      return Response.json({ sha256: NAME, kind: 'model', bytes: this.file.length });
    }
    const part = this.file.slice(from, from + PART_BYTES);
    return new Response(this.twist(part), { headers: { 'content-digest': digestOf(part) } });
  }

  #take(path: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer>): Response {
    expect(headers['content-digest']).toBe(digestOf(body));
    if (Number(path.split('/').at(-1)) === this.taken.length) {
      this.taken = Buffer.concat([this.taken, body]) as never;
    }
    return Response.json({ have: this.taken.length });
  }
}

let made = 0;
function exchangeWith(api: FileApi) {
  const models = join(folder, `${made++}`);
  const slept: number[] = [];
  const sleep = async (ms: number) => void slept.push(ms);
  const pace = new Pace({ maxMbPerSecond: 1_000, clock: () => 0, sleep });
  const fetcher = new FileFetcher({ api, models, inputs: join(models, 'inputs'), pace, sleep });
  const sender = new FileSender({ api, pace, sleep });
  return { exchange: new FileExchange({ fetcher, sender }), models, slept };
}

const lost = () => new TremoloError('hub_unreachable', 'The connection broke.');

test('a file comes in parts and is looked at only when it comes again', async () => {
  const hub = new FakeHub();
  const { exchange, models } = exchangeWith(hub);
  const seen: number[] = [];
  const first = await exchange.fetch(NAME, (have) => seen.push(have), never);
  expect(first).toEqual({
    path: join(models, `${NAME}.onnx`),
    bytes: FILE.length,
    wasThere: false,
  });
  expect(sha256(readFileSync(first.path))).toBe(NAME);
  expect(seen).toEqual([0, PART_BYTES, 2 * PART_BYTES, FILE.length]);
  hub.asked.length = 0;
  expect((await exchange.fetch(NAME, ignored, never)).wasThere).toBe(true);
  expect(hub.asked).toEqual([]);
});

test('one that was interrupted goes on where it was, whoever was killed', async () => {
  const hub = new FakeHub();
  const { exchange, models } = exchangeWith(hub);
  mkdirSync(models, { recursive: true });
  // A part and a half lie there: the agent was killed while it wrote.
  writeFileSync(join(models, `${NAME}.onnx.part`), FILE.subarray(0, 1.5 * PART_BYTES));
  let broken = 0;
  hub.before = (what) => {
    if (what === `GET content ${1.5 * PART_BYTES}` && broken++ < 3) throw lost();
  };
  const { path } = await exchange.fetch(NAME, ignored, never);
  expect(sha256(readFileSync(path))).toBe(NAME);
  expect(hub.asked.filter((what) => what === 'GET content 0')).toEqual([]);
});

test('a part that arrives damaged is asked for again, and a wrong file is never kept', async () => {
  const hub = new FakeHub();
  let spoilt = 0;
  hub.twist = (part) => (spoilt++ === 1 ? part.map((byte) => byte ^ 1) : part);
  const good = exchangeWith(hub);
  expect(sha256(readFileSync((await good.exchange.fetch(NAME, ignored, never)).path))).toBe(NAME);
  const wrong = exchangeWith(hub);
  hub.file = FILE.map((byte) => byte ^ 2);
  await expect(wrong.exchange.fetch(NAME, ignored, never)).rejects.toMatchObject({
    code: 'file_damaged',
  });
  expect(existsSync(join(wrong.models, `${NAME}.onnx`))).toBe(false);
  expect(existsSync(join(wrong.models, `${NAME}.onnx.part`))).toBe(false);
});

test('one that lies there damaged is fetched anew', async () => {
  const hub = new FakeHub();
  const { exchange, models } = exchangeWith(hub);
  mkdirSync(models, { recursive: true });
  writeFileSync(join(models, `${NAME}.onnx`), FILE.subarray(0, 10));
  expect(await exchange.fetch(NAME, ignored, never)).toMatchObject({ wasThere: false });
});

test('what the hub does not have is not asked for twice, and a hub that is away for long is given up', async () => {
  const hub = new FakeHub();
  const { exchange, slept } = exchangeWith(hub);
  hub.before = () => {
    throw new TremoloError('not_found', 'No job of this agent needs such a file.');
  };
  await expect(exchange.fetch(NAME, ignored, never)).rejects.toMatchObject({ code: 'not_found' });
  expect(hub.asked).toHaveLength(1);
  hub.before = () => {
    throw lost();
  };
  await expect(exchange.fetch(NAME, ignored, never)).rejects.toMatchObject({
    code: 'hub_unreachable',
  });
  expect(slept.reduce((sum, ms) => sum + ms)).toBeGreaterThan(30_000);
});

test('a file is handed in from where the hub has it, also when an answer was lost', async () => {
  const hub = new FakeHub();
  hub.taken = FILE.slice(0, PART_BYTES);
  const { exchange, models } = exchangeWith(hub);
  mkdirSync(models, { recursive: true });
  const path = join(models, 'made.onnx');
  writeFileSync(path, FILE);
  let lostAnswers = 0;
  hub.before = (what) => {
    if (what.startsWith('PUT') && lostAnswers++ === 1) throw lost();
  };
  const facts = await exchange.deliver({ path, kind: 'model', jobId: newId('jb') }, ignored, never);
  expect(facts).toEqual({ sha256: NAME, kind: 'model', bytes: FILE.length });
  expect(sha256(hub.taken)).toBe(NAME);
  expect(hub.asked).not.toContain('PUT 0');
});

test('files go one after the other, and no faster than they may', async () => {
  const hub = new FakeHub();
  const { exchange } = exchangeWith(hub);
  const other = exchangeWith(hub);
  const order: string[] = [];
  hub.before = (what) => order.push(what);
  await Promise.all([
    exchange.fetch(NAME, ignored, never),
    exchange.fetch(NAME, ignored, never).then(() => order.push('second done')),
  ]);
  // The second found it there: had they gone at once, each part would have been asked for twice.
  expect(order.filter((what) => what.startsWith('GET content'))).toHaveLength(3);
  const slept: number[] = [];
  const pace = new Pace({
    maxMbPerSecond: 1,
    clock: () => 0,
    sleep: async (ms) => void slept.push(ms),
  });
  await pace.passed(1_000_000);
  await pace.passed(500_000);
  expect(slept).toEqual([1_000, 1_500]);
  expect(other.slept).toEqual([]);
});

test('what is given up is given up at once', async () => {
  const hub = new FakeHub();
  const { exchange } = exchangeWith(hub);
  const given = new AbortController();
  hub.before = () => {
    given.abort();
    throw lost();
  };
  await expect(exchange.fetch(NAME, ignored, given.signal)).rejects.toMatchObject({
    code: 'hub_unreachable',
  });
  expect(hub.asked).toHaveLength(1);
});
