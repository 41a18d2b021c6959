/**
 * Runs in a worker: @libsql/client is synchronous inside, so each call, its fsync included, would hold the event loop of
 * whoever makes it. One such worker is the only writer; another serves reads.
 */
import { type Client, createClient, type InValue, LibsqlError } from '@libsql/client';
import { migrate } from './migrate.ts';
import type { DatabaseCall, DatabaseReply, DatabaseRequest, Row, Statement } from './statement.ts';

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

async function answer(call: DatabaseCall): Promise<unknown> {
  if (call.kind === 'open') return open(call.path, call.role);
  if (client === null) throw new Error('The database is not open.');
  switch (call.kind) {
    case 'write': {
      const results = await client.batch(call.statements.map(toLibsql), 'write');
      return results.map((r) => ({ rowsAffected: r.rowsAffected, rows: plainRows(r) }));
    }
    case 'read':
      return plainRows(await client.execute(toLibsql(call.statement)));
    case 'script':
      // Not `execute`: it steps `PRAGMA incremental_vacuum` once, and the unfinished statement then locks the connection.
      return client.executeMultiple(call.sql);
    case 'close':
      client.close();
      client = null;
  }
}

function toLibsql({ sql, args }: Statement): { sql: string; args: InValue[] } {
  return { sql, args: args === undefined ? [] : [...args] };
}

function plainRows(result: { columns: string[]; rows: ArrayLike<unknown>[] }): Row[] {
  return result.rows.map((row) =>
    Object.fromEntries(result.columns.map((column, i) => [column, row[i] as Row[string]])),
  );
}

// One call after the other: a second write must not begin inside the transaction of the first.
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<DatabaseRequest>) => {
  queue = queue.then(async () => {
    self.postMessage(await replyTo(data));
  });
};

async function replyTo(request: DatabaseRequest): Promise<DatabaseReply> {
  try {
    return { id: request.id, ok: true, value: await answer(request) };
  } catch (error) {
    const code = error instanceof LibsqlError ? error.code : null;
    return { id: request.id, ok: false, code, message: String((error as Error).message ?? error) };
  }
}
