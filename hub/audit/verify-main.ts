/** `bun run audit:verify`: checks the audit trail of a hub, or an exported file with nothing but the public key. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '@libsql/client';
import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import { plainRows, toLibsql } from '../store/group-commit.ts';
import { linesOf } from './segments.ts';
import { verifyFile } from './trail-file.ts';
import { verifyTrail } from './verify-trail.ts';

const USAGE = `bun run audit:verify -- [--data-dir FOLDER | --file EXPORT.jsonl[.gz]] [--public-key FILE.pem]...

Checks every entry of the audit trail. Ends with 0 when all is as it was recorded, with 1 at the first entry that was altered,
removed or put elsewhere, and with 2 when it could not be checked. A file needs the public key that was kept apart from it.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string', default: process.env.TREMOLO_HUB_DATA_DIR ?? '.data' },
      file: { type: 'string' },
      'public-key': { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const keys = values['public-key'] === undefined ? null : keysOf(values['public-key']);
  const startedMs = performance.now();
  const verdict =
    values.file === undefined
      ? await verifyData(String(values['data-dir']), keys)
      : await verifyFile(linesOf(values.file), need(keys));
  const seconds = (performance.now() - startedMs) / 1_000;
  const { finding, entries, signatures, through } = verdict;
  if (finding !== null) {
    process.stdout.write(`NOT AS RECORDED at entry ${finding.seq}: ${finding.sentence}\n`);
    return 1;
  }
  const rate = Math.round(entries / Math.max(seconds, 0.001));
  process.stdout.write(
    `As recorded: ${entries} entries up to number ${through}, ${signatures} signed checkpoints (${rate} entries a second).\n`,
  );
  if (keys === null) {
    process.stdout.write(
      'The public key came from the database itself. Keep a copy elsewhere and give it with --public-key.\n',
    );
  }
  return 0;
}

async function verifyData(dataDir: string, keys: ReadonlyMap<string, string> | null) {
  const client = createClient({
    url: `file:${join(dataDir, 'tremolo.db')}`,
    concurrency: 1,
    timeout: 5_000,
  });
  try {
    await client.execute('PRAGMA query_only = ON');
    return await verifyTrail(
      async (sql, args = []) => plainRows(await client.execute(toLibsql({ sql, args }))),
      keys,
    );
  } finally {
    client.close();
  }
}

/** A key is known by the hash of its PEM, as checkpoints name it. */
function keysOf(files: readonly string[]): Map<string, string> {
  return new Map(
    files.map((file) => {
      const pem = readFileSync(file, 'utf8');
      return [createHash('sha256').update(pem).digest('hex').slice(0, 16), pem];
    }),
  );
}

function need<Value>(keys: Value | null): Value {
  if (keys !== null) return keys;
  throw new TremoloError(
    'request_invalid',
    'A file is checked with a public key: give it with --public-key.',
  );
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exit(2);
  },
);
