import { z } from 'zod';
import {
  type Checked,
  type Checkpoint,
  type Finding,
  type Place,
  TrailVerifier,
  type VerifiableEntry,
} from '#schemas/audit/verify';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Store } from '../store/store.ts';
import { checkpointOf, ENTRY_COLUMNS, ENTRY_JOINS, entryOf } from './trail-rows.ts';

const PIECE = 1_000;
const FORMAT = 'tremolo audit trail 1';

const text = z.string().nullable();
const FileCheckpoint = z.strictObject({
  seq: z.number(),
  hash: z.string(),
  atMs: z.number(),
  keyId: z.string(),
  previous: z.string(),
  signature: z.string(),
});
/** The first line: from where the entries go on, and the signed checkpoints among them. */
const Head = z.strictObject({
  format: z.literal(FORMAT),
  from: z.strictObject({ seq: z.number(), hash: z.string() }).nullable(),
  checkpoints: z.array(FileCheckpoint),
});
const FileEntry = z.strictObject({
  seq: z.number(),
  atMs: z.number(),
  event: z.string(),
  severity: z.string(),
  outcome: z.string(),
  actorId: text,
  actorRole: text,
  sessionId: text,
  keyId: text,
  impersonatorId: text,
  correlationId: text,
  resourceType: z.string(),
  resourceId: text,
  details: z.string(),
  actorCommitment: text,
  subjectCommitment: text,
  hash: z.string(),
  personal: z.array(
    z.strictObject({ part: z.enum(['actor', 'subject']), salt: z.string(), body: z.string() }),
  ),
});

/** Entries from one number to another, both included, as lines of a file that can be verified anywhere. */
export async function* trailFile(
  store: Store,
  first: number,
  last: number,
): AsyncGenerator<string> {
  const checkpoints = await store.read(
    'SELECT * FROM audit_checkpoints WHERE seq BETWEEN ? AND ? ORDER BY seq',
    [first, last],
  );
  const [before] = await store.read(
    'SELECT seq, hash FROM audit WHERE seq = ? UNION SELECT seq, hash FROM audit_checkpoints WHERE seq = ?',
    [first - 1, first - 1],
  );
  const from = before === undefined ? null : { seq: Number(before.seq), hash: String(before.hash) };
  yield `${JSON.stringify({ format: FORMAT, from, checkpoints: checkpoints.map(checkpointOf) })}\n`;
  for (let next = first; next <= last; ) {
    const entries = await entriesOf(store, next, last);
    if (entries.length === 0) return;
    yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    next = entries[entries.length - 1].seq + 1;
  }
}

async function entriesOf(store: Store, next: number, last: number): Promise<VerifiableEntry[]> {
  const rows = await store.readLong(
    `SELECT ${ENTRY_COLUMNS} FROM audit a ${ENTRY_JOINS} WHERE a.seq BETWEEN ? AND ? ORDER BY a.seq LIMIT ${PIECE}`,
    [next, last],
  );
  return rows.map(entryOf);
}

interface FileCheck {
  readonly after?: Place | null;
  readonly noted?: ReadonlyMap<number, string>;
  readonly isLast?: boolean;
}

export interface FileVerdict extends Checked {
  readonly finding: Finding | null;
}

/**
 * Checks such a file, line by line. `after`: the end of the file before it, when several are checked together; `isLast`: none
 * comes after it. Throws `request_invalid` when it is none, or ends in the middle of a line.
 */
export async function verifyFile(
  lines: AsyncIterable<string>,
  keys: ReadonlyMap<string, string>,
  { after = null, noted = new Map(), isLast = true }: FileCheck = {},
): Promise<FileVerdict> {
  let verifier: TrailVerifier | null = null;
  let number = 0;
  let finding: Finding | null = null;
  for await (const line of lines) {
    number++;
    if (verifier === null) {
      const head = readLine(Head, line, number);
      const checkpoints: Checkpoint[] = head.checkpoints;
      verifier = new TrailVerifier({ keys, checkpoints, from: head.from, noted });
      finding = unconnected(after, head.from) ?? verifier.checkCheckpoints();
    } else finding = verifier.check(readLine(FileEntry, line, number));
    if (finding !== null) break;
  }
  if (verifier === null) throw new TremoloError('request_invalid', 'The file is empty.');
  finding ??= verifier.checkEnd(isLast);
  return { finding, ...verifier.checked };
}

/** Whether a file begins where the one before it ended. */
function unconnected(after: Place | null, from: Place | null): Finding | null {
  if (after === null) return null;
  const [end, begin] = [after.seq, from?.seq ?? 0];
  if (end !== begin) {
    const sentence = `One file ends with entry ${end}, the next begins behind entry ${begin}.`;
    return { seq: end + 1, sentence };
  }
  if (after.hash === from?.hash) return null;
  return { seq: end, sentence: `The next file goes on behind another entry ${end} than this one.` };
}

function readLine<Schema extends z.ZodType>(
  schema: Schema,
  line: string,
  number: number,
): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new TremoloError('request_invalid', `Line ${number} is none of an audit trail.`, {
      cause,
    });
  }
}
