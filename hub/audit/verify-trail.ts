import { type Checked, type Checkpoint, type Finding, TrailVerifier } from '#schemas/audit/verify';
import type { Row } from '../store/statement.ts';
import { checkpointOf, ENTRY_COLUMNS, ENTRY_JOINS, entryOf } from './trail-rows.ts';

/** Entries read at once: long enough to be fast, short enough to let others read in between. */
const PIECE = 2_000;

type Read = (sql: string, args?: (string | number | null)[]) => Promise<Row[]>;

export interface Verdict extends Checked {
  readonly finding: Finding | null;
}

/**
 * Checks the whole trail of a database. `keys`: the public keys that are believed, kept elsewhere; null: those that the
 * database itself names, which finds out everything but a trail that was made anew as a whole.
 */
export async function verifyTrail(
  read: Read,
  keys: ReadonlyMap<string, string> | null,
  onProgress: (through: number, last: number) => void = () => undefined,
  noted: ReadonlyMap<number, string> = new Map(),
): Promise<Verdict> {
  const checkpoints = (await read('SELECT * FROM audit_checkpoints ORDER BY seq')).map(
    checkpointOf,
  );
  const named = await read('SELECT key_id, public_pem FROM audit_keys');
  const believed =
    keys ?? new Map(named.map((row) => [String(row.key_id), String(row.public_pem)]));
  const [pruned] = await read(
    'SELECT max(last_seq) AS seq FROM audit_segments WHERE pruned_ms IS NOT NULL',
  );
  const start = checkpoints.find(({ seq }) => seq === pruned?.seq) ?? null;
  const verifier = new TrailVerifier({
    keys: believed,
    checkpoints,
    from: start,
    noted,
    isFromStart: true,
  });
  const [head] = await read('SELECT max(seq) AS seq FROM audit');
  const last = Number(head?.seq ?? 0);
  const finding =
    verifier.checkCheckpoints() ??
    (await checkEntries(read, verifier, last, onProgress)) ??
    (await checkPruned(read, start));
  return { finding, ...verifier.checked };
}

/** What was deleted here went into a file before, and an entry that is still here says so: anything else was no retention. */
async function checkPruned(read: Read, start: Checkpoint | null): Promise<Finding | null> {
  if (start === null) return null;
  const [told] = await read(
    `SELECT a.seq FROM audit a JOIN audit_segments s ON s.last_seq = ? AND s.sha256 = json_extract(a.details, '$.sha256')
      WHERE a.event = 'audit.segment_exported' AND a.seq > ? AND json_extract(a.details, '$.last') = ?`,
    [start.seq, start.seq, start.seq],
  );
  if (told !== undefined) return null;
  const sentence = `The entries up to ${start.seq} were deleted, and no entry says into which file they went.`;
  return { seq: start.seq, sentence };
}

async function checkEntries(
  read: Read,
  verifier: TrailVerifier,
  last: number,
  onProgress: (through: number, last: number) => void,
): Promise<Finding | null> {
  for (;;) {
    const rows = await read(
      `SELECT ${ENTRY_COLUMNS} FROM audit a ${ENTRY_JOINS} WHERE a.seq > ? ORDER BY a.seq LIMIT ${PIECE}`,
      [verifier.through],
    );
    for (const row of rows) {
      const finding = verifier.check(entryOf(row));
      if (finding !== null) return finding;
    }
    onProgress(verifier.through, last);
    if (rows.length < PIECE) return verifier.checkEnd();
  }
}
