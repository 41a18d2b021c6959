import { createHash } from 'node:crypto';
import type { Client } from '@libsql/client';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { MIGRATIONS, type Migration } from './migrations.ts';

/** The fingerprint by which a migration that was changed after its release is found out. */
export function migrationChecksum(migration: Migration): string {
  return createHash('sha256').update(migration.statements.join(';\n')).digest('hex');
}

/**
 * Applies what is missing of `migrations`, each in one transaction. Refuses a database that a newer Tremolo made, or whose
 * history differs from ours.
 */
export async function migrate(
  client: Client,
  clock: () => number,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await client.execute(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_ms INTEGER NOT NULL) STRICT',
  );
  const { rows } = await client.execute('SELECT number, sha256 FROM migrations ORDER BY number');
  if (rows.length > migrations.length) {
    throw new TremoloError('storage_failed', 'A newer Tremolo made this database; use that one.');
  }
  for (const [index, migration] of migrations.entries()) {
    const sha256 = migrationChecksum(migration);
    const applied = rows[index];
    if (applied === undefined) await apply(client, migration, sha256, clock());
    else if (applied.number !== migration.number || applied.sha256 !== sha256) {
      throw new TremoloError(
        'storage_failed',
        `Migration ${migration.number} of this database is not the one of this Tremolo.`,
      );
    }
  }
}

async function apply(client: Client, migration: Migration, sha256: string, nowMs: number) {
  await client.batch(
    [
      ...migration.statements,
      {
        sql: 'INSERT INTO migrations VALUES (?, ?, ?, ?)',
        args: [migration.number, migration.name, sha256, nowMs],
      },
    ],
    'write',
  );
}
