import type { Client, InValue, Transaction } from '@libsql/client';
import { type ChainHead, chainHead, recordEntries } from './audit-record.ts';
import type { Row, Statement, WriteCall, WriteResult } from './statement.ts';

/** What became of one call: its results, null where a `mustChange` statement changed nothing, or the error. */
export type WriteOutcome =
  | { readonly ok: true; readonly value: WriteResult[] | null }
  | { readonly ok: false; readonly error: unknown };

/**
 * Commits several calls with one write to the disk, each within a savepoint of its own: one that fails is undone alone. When
 * the commit itself fails, each is tried by itself, so that none pays for another.
 */
export async function commitGroup(
  client: Client,
  calls: readonly WriteCall[],
): Promise<WriteOutcome[]> {
  if (calls.length === 1) return [await commitOne(client, calls[0])];
  let transaction: Transaction | null = null;
  try {
    transaction = await client.transaction('write');
    const outcomes: WriteOutcome[] = [];
    let head: ChainHead | null = null;
    for (const call of calls) {
      await transaction.execute('SAVEPOINT call');
      const before: ChainHead | null = head;
      try {
        const done = await perform(transaction, call, head);
        head = done.head;
        if (done.value === null) {
          await transaction.execute('ROLLBACK TO call');
          head = before;
        }
        outcomes.push({ ok: true, value: done.value });
      } catch (error) {
        await transaction.execute('ROLLBACK TO call');
        head = before;
        outcomes.push({ ok: false, error });
      }
      await transaction.execute('RELEASE call');
    }
    await transaction.commit();
    return outcomes;
  } catch {
    // What went wrong shows again, to the call that it belongs to.
    transaction?.close();
    const outcomes: WriteOutcome[] = [];
    for (const call of calls) outcomes.push(await commitOne(client, call));
    return outcomes;
  }
}

async function commitOne(client: Client, call: WriteCall): Promise<WriteOutcome> {
  let transaction: Transaction | null = null;
  try {
    transaction = await client.transaction('write');
    const { value } = await perform(transaction, call, null);
    if (value === null) await transaction.rollback();
    else await transaction.commit();
    return { ok: true, value };
  } catch (error) {
    transaction?.close();
    return { ok: false, error };
  }
}

async function perform(
  transaction: Transaction,
  { statements, entries }: WriteCall,
  head: ChainHead | null,
): Promise<{ value: WriteResult[] | null; head: ChainHead | null }> {
  const results: WriteResult[] = [];
  for (const { sql, args, mustChange } of statements) {
    const done = await transaction.execute(toLibsql({ sql, args }));
    if (mustChange && done.rowsAffected === 0) return { value: null, head };
    results.push({ rowsAffected: done.rowsAffected, rows: plainRows(done) });
  }
  if (entries.length === 0) return { value: results, head };
  const from = head ?? (await chainHead(transaction));
  return { value: results, head: await recordEntries(transaction, entries, from, Date.now()) };
}

export function toLibsql({ sql, args }: Statement): { sql: string; args: InValue[] } {
  return { sql, args: args === undefined ? [] : [...args] };
}

/** Rows as plain objects, which a worker can hand over. */
export function plainRows(result: { columns: string[]; rows: ArrayLike<unknown>[] }): Row[] {
  return result.rows.map((row) =>
    Object.fromEntries(result.columns.map((column, i) => [column, row[i] as Row[string]])),
  );
}
