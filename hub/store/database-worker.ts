/**
 * Runs in a worker: @libsql/client is synchronous inside, so each call, its fsync included, would hold the event loop of
 * whoever makes it. One such worker is the only writer; another serves reads.
 */
import { type Client, createClient, LibsqlError } from '@libsql/client';
import { commitGroup, plainRows, toLibsql } from './group-commit.ts';
import { migrate } from './migrate.ts';
import type { DatabaseCall, DatabaseReply, DatabaseRequest, WriteCall } from './statement.ts';

declare const self: Worker;

const PRAGMAS = {
  // FULL: a receipt promises that the result survives a power cut, not only a killed process.
  writer: [
    'journal_mode=WAL',
    'synchronous=FULL',
    'journal_size_limit=67108864',
    'cache_size=-8000',
  ],
  reader: ['query_only=ON', 'cache_size=-8000'],
} as const;
const BUSY_TIMEOUT_MS = 5_000;

let client: Client | null = null;

async function open(path: string, role: 'writer' | 'reader'): Promise<void> {
  // One connection: PRAGMAs reach one connection of a pool only.
  const opened = createClient({ url: `file:${path}`, concurrency: 1, timeout: BUSY_TIMEOUT_MS });
  client = opened;
  // Takes effect in a new file only, before its first table and before WAL.
  if (role === 'writer') await opened.execute('PRAGMA auto_vacuum=INCREMENTAL');
  for (const pragma of PRAGMAS[role]) await opened.execute(`PRAGMA ${pragma}`);
  if (role === 'writer') await migrate(opened, Date.now);
}

/** Calls that one commit may carry: a longer queue makes the first wait for the last. */
const GROUP_MAX = 64;

async function answer(call: Exclude<DatabaseCall, WriteCall>): Promise<unknown> {
  if (call.kind === 'open') return open(call.path, call.role);
  const opened = need(client);
  switch (call.kind) {
    case 'read':
      return plainRows(await opened.execute(toLibsql(call.statement)));
    case 'script':
      // Not `execute`: it steps `PRAGMA incremental_vacuum` once, and the unfinished statement then locks the connection.
      return opened.executeMultiple(call.sql);
    case 'close':
      opened.close();
      client = null;
  }
}

function need(opened: Client | null): Client {
  if (opened === null) throw new Error('The database is not open.');
  return opened;
}

// One call after the other, in the order of asking; writes that wait together are committed together.
const waiting: DatabaseRequest[] = [];
let isBusy = false;

self.onmessage = ({ data }: MessageEvent<DatabaseRequest>) => {
  waiting.push(data);
  if (!isBusy) void work();
};

async function work(): Promise<void> {
  isBusy = true;
  for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
    if (request.kind === 'write') await replyToWrites([request, ...takeWrites()]);
    else self.postMessage(await replyTo(request));
    // Lets what has come meanwhile into the queue.
    await new Promise<void>((next) => setImmediate(next));
  }
  isBusy = false;
}

function takeWrites(): (DatabaseRequest & WriteCall)[] {
  const writes: (DatabaseRequest & WriteCall)[] = [];
  for (let next = waiting[0]; next?.kind === 'write' && writes.length < GROUP_MAX - 1; ) {
    writes.push(next);
    waiting.shift();
    next = waiting[0];
  }
  return writes;
}

async function replyToWrites(requests: readonly (DatabaseRequest & WriteCall)[]): Promise<void> {
  if (client === null) {
    for (const { id } of requests)
      self.postMessage(failure(id, new Error('The database is not open.')));
    return;
  }
  const outcomes = await commitGroup(client, requests);
  for (const [i, outcome] of outcomes.entries()) {
    const { id } = requests[i];
    self.postMessage(
      outcome.ok ? { id, ok: true, value: outcome.value } : failure(id, outcome.error),
    );
  }
}

async function replyTo(
  request: { id: number } & Exclude<DatabaseCall, WriteCall>,
): Promise<DatabaseReply> {
  try {
    return { id: request.id, ok: true, value: await answer(request) };
  } catch (error) {
    return failure(request.id, error);
  }
}

function failure(id: number, error: unknown): DatabaseReply {
  const code = error instanceof LibsqlError ? error.code : null;
  return { id, ok: false, code, message: String((error as Error).message ?? error) };
}
