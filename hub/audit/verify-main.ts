/** `bun run audit:verify`: checks the audit trail of a hub, or an exported file with nothing but the public key. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '@libsql/client';
import type { Place } from '#schemas/audit/verify';
import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import { plainRows, toLibsql } from '../store/group-commit.ts';
import { linesOf } from './segments.ts';
import { verifyFile } from './trail-file.ts';
import { type Verdict, verifyTrail } from './verify-trail.ts';

const USAGE = `bun run audit:verify -- [--data-dir FOLDER | --file EXPORT.jsonl[.gz]...] [--public-key FILE.pem]... [--noted NUMBER:HASH]...

Checks every entry of the audit trail. Ends with 0 when all is as it was recorded, with 1 at the first entry that was altered,
removed or put elsewhere, and with 2 when it could not be checked. A file needs the public key that was kept apart from it;
several files are checked as one, in the order of their entries. --noted names an entry by its number and the hash that
somebody wrote down or a log server was sent: it must be there as it was.`;

interface Asked {
  readonly dataDir: string;
  readonly files: readonly string[];
  readonly keys: ReadonlyMap<string, string> | null;
  readonly noted: ReadonlyMap<number, string>;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string', default: process.env.TREMOLO_HUB_DATA_DIR ?? '.data' },
      file: { type: 'string', multiple: true },
      'public-key': { type: 'string', multiple: true },
      noted: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const asked: Asked = {
    dataDir: String(values['data-dir']),
    files: values.file ?? [],
    keys: values['public-key'] === undefined ? null : keysOf(values['public-key']),
    noted: notedOf(values.noted ?? []),
  };
  const startedMs = performance.now();
  const verdict = await (asked.files.length === 0 ? verifyData(asked) : verifyFiles(asked));
  process.stdout.write(reportOf(verdict, (performance.now() - startedMs) / 1_000, asked));
  return verdict.finding === null ? 0 : 1;
}

function reportOf(verdict: Verdict, seconds: number, { keys, noted }: Asked): string {
  const { finding, ...checked } = verdict;
  if (finding !== null) return `NOT AS RECORDED at entry ${finding.seq}: ${finding.sentence}\n`;
  const { entries, first, through, hash, signatures, signed, stepBack } = checked;
  if (entries === 0) return 'As recorded: there is no entry yet.\n';
  const rate = Math.round(entries / Math.max(seconds, 0.001));
  const lines = [
    `As recorded: ${entries} entries, from number ${first} to ${through}, ${signatures} signed checkpoints (${rate} entries a second).`,
    `Note for the next time: --noted ${through}:${hash}`,
  ];
  if (signed < through) {
    lines.push(
      `Entries ${signed + 1} to ${through} are not signed yet: whoever has the database could have made them.`,
    );
  }
  if (stepBack !== null) {
    lines.push(`The clock was set back before entry ${stepBack}: times behind it may repeat.`);
  }
  for (const seq of noted.keys()) {
    if (seq < first) lines.push(`Entry ${seq} is not in this part: its hash was not compared.`);
  }
  if (keys === null) {
    lines.push(
      'The public key came from the database itself. Keep a copy elsewhere and give it with --public-key.',
    );
  }
  return `${lines.join('\n')}\n`;
}

async function verifyData({ dataDir, keys, noted }: Asked): Promise<Verdict> {
  const path = join(dataDir, 'tremolo.db');
  // Opening would make an empty one, which is as it was recorded.
  if (!existsSync(path)) throw new TremoloError('not_found', `There is no database in ${dataDir}.`);
  const client = createClient({ url: `file:${path}`, concurrency: 1, timeout: 5_000 });
  try {
    await client.execute('PRAGMA query_only = ON');
    return await verifyTrail(
      async (sql, args = []) => plainRows(await client.execute(toLibsql({ sql, args }))),
      keys,
      () => undefined,
      noted,
    );
  } finally {
    client.close();
  }
}

/** All files as one trail. Their names begin with the numbers of their entries, so that they sort. */
async function verifyFiles({ files, keys, noted }: Asked): Promise<Verdict> {
  const believed = need(keys);
  const [first, ...others] = [...files].sort((a, b) => basename(a).localeCompare(basename(b)));
  let sum = await verifyFile(linesOf(first), believed, { noted, isLast: others.length === 0 });
  for (const [i, file] of others.entries()) {
    if (sum.finding !== null) return sum;
    const after: Place = { seq: sum.through, hash: sum.hash };
    const isLast = i === others.length - 1;
    sum = joined(sum, await verifyFile(linesOf(file), believed, { after, noted, isLast }));
  }
  return sum;
}

function joined(before: Verdict, next: Verdict): Verdict {
  return {
    ...next,
    entries: before.entries + next.entries,
    signatures: before.signatures + next.signatures,
    first: before.first,
    stepBack: before.stepBack ?? next.stepBack,
  };
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

function notedOf(texts: readonly string[]): Map<number, string> {
  return new Map(
    texts.map((text) => {
      const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
      if (hash === undefined) {
        throw new TremoloError('request_invalid', `This is no number and hash: ${text}`);
      }
      return [Number(seq), hash];
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
