import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CHAIN_START, type ChainedEntry, chainHash, commitment } from '#schemas/audit/chain';

/** A signature over where the chain stood, chained itself: `previous` is the hash of the checkpoint before. */
export interface Checkpoint {
  readonly seq: number;
  readonly hash: string;
  readonly atMs: number;
  readonly keyId: string;
  readonly previous: string;
  /** Ed25519 over `checkpointText`, base64url. */
  readonly signature: string;
}

/** An entry with its hash and, where it is still there, what is personal. */
export interface VerifiableEntry extends ChainedEntry {
  readonly hash: string;
  readonly personal: readonly { part: 'actor' | 'subject'; salt: string; body: string }[];
}

/** What is signed of a checkpoint. */
export function checkpointText({
  seq,
  hash,
  atMs,
  keyId,
  previous,
}: Omit<Checkpoint, 'signature'>): string {
  return JSON.stringify(['tremolo audit checkpoint', seq, hash, atMs, keyId, previous]);
}

/** The hash by which the next checkpoint names this one. */
export function checkpointHash(checkpoint: Checkpoint): string {
  const text = `${checkpointText(checkpoint)}\n${checkpoint.signature}`;
  return createHash('sha256').update(text).digest('hex');
}

/** An entry by its number and hash: the chain goes on behind it. */
export interface Place {
  readonly seq: number;
  readonly hash: string;
}

/** What a check has covered. */
export interface Checked {
  readonly entries: number;
  readonly signatures: number;
  /** Numbers of the first and the last entry that were checked, and the hash of the last. */
  readonly first: number;
  readonly through: number;
  readonly hash: string;
  /** The last entry under a signature: whoever has the database could have made those behind it. */
  readonly signed: number;
  /** The first entry with an earlier time than the one before: the clock was set back, which breaks no chain. Null: none. */
  readonly stepBack: number | null;
}

/** Clocks that are kept right by the network go back by moments all the time. */
const STEP_MS = 60_000;

/** The first thing that is wrong, by the number of its entry, in a sentence. */
export interface Finding {
  readonly seq: number;
  readonly sentence: string;
}

/**
 * Checks the trail piece by piece, in order: every hash over its entry and the one before, every number without a gap, what is
 * personal against its commitment, and every checkpoint’s signature. Knows nothing but the public keys.
 */
export class TrailVerifier {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #checkpoints: ReadonlyMap<number, Checkpoint>;
  readonly #noted: ReadonlyMap<number, string>;
  readonly #first: number;
  readonly #isFromStart: boolean;
  #hash: string;
  #seq: number;
  #signed: number;
  #atMs = 0;
  #stepBack: number | null = null;
  entries = 0;
  signatures = 0;

  /**
   * `from`: where the part that is here begins, as a checkpoint that was checked says; null: at the very first entry. `noted`:
   * hashes of entries by their numbers, as they were written down elsewhere. `isFromStart`: these are all checkpoints that were
   * ever signed, wherever the entries begin.
   */
  constructor(options: {
    readonly keys: ReadonlyMap<string, string>;
    readonly checkpoints: readonly Checkpoint[];
    readonly from: Place | null;
    readonly noted?: ReadonlyMap<number, string>;
    readonly isFromStart?: boolean;
  }) {
    this.#keys = new Map([...options.keys].map(([id, pem]) => [id, createPublicKey(pem)]));
    this.#checkpoints = new Map(options.checkpoints.map((one) => [one.seq, one]));
    this.#noted = options.noted ?? new Map();
    this.#isFromStart = options.isFromStart ?? options.from === null;
    this.#seq = options.from?.seq ?? 0;
    this.#hash = options.from?.hash ?? CHAIN_START;
    this.#first = this.#seq + 1;
    this.#signed = this.#seq;
  }

  /** What was checked so far. */
  get checked(): Checked {
    return {
      entries: this.entries,
      signatures: this.signatures,
      first: this.#first,
      through: this.#seq,
      hash: this.#hash,
      signed: this.#signed,
      stepBack: this.#stepBack,
    };
  }

  /** The number of the last entry that was checked. */
  get through(): number {
    return this.#seq;
  }

  /** Whether every checkpoint is signed with a known key and follows the one before. */
  checkCheckpoints(): Finding | null {
    let previous = this.#isFromStart ? '' : null;
    let current = '';
    const replaced = new Set<string>();
    for (const checkpoint of [...this.#checkpoints.values()].sort((a, b) => a.seq - b.seq)) {
      const { seq, keyId, signature } = checkpoint;
      const key = this.#keys.get(keyId);
      if (key === undefined)
        return {
          seq,
          sentence: `The checkpoint at entry ${seq} is signed with a key that is not yours.`,
        };
      const text = Buffer.from(checkpointText(checkpoint));
      if (!verify(null, text, key, Buffer.from(signature, 'base64url'))) {
        return { seq, sentence: `The signature of the checkpoint at entry ${seq} is wrong.` };
      }
      if (previous !== null && checkpoint.previous !== previous) {
        return {
          seq,
          sentence: `A checkpoint before the one at entry ${seq} is missing or was replaced.`,
        };
      }
      if (replaced.has(keyId)) {
        const sentence = `The checkpoint at entry ${seq} is signed with a key that was replaced before.`;
        return { seq, sentence };
      }
      if (keyId !== current) replaced.add(current);
      current = keyId;
      previous = checkpointHash(checkpoint);
      this.signatures++;
    }
    return null;
  }

  /** Checks one more entry; null: it is as it was recorded. */
  check(entry: VerifiableEntry): Finding | null {
    const { seq } = entry;
    if (seq !== this.#seq + 1) return gap(this.#seq + 1, seq);
    const hash = chainHash(this.#hash, entry);
    if (hash !== entry.hash) {
      return { seq, sentence: `Entry ${seq} was altered, or the one before it was replaced.` };
    }
    for (const { part, salt, body } of entry.personal) {
      const right = part === 'actor' ? entry.actorCommitment : entry.subjectCommitment;
      if (commitment(salt, body) !== right) {
        return { seq, sentence: `What is personal in entry ${seq} was altered.` };
      }
    }
    const checkpoint = this.#checkpoints.get(seq);
    if (checkpoint !== undefined && checkpoint.hash !== hash) {
      return { seq, sentence: `Entry ${seq} is not the one that was signed.` };
    }
    if ((this.#noted.get(seq) ?? hash) !== hash) {
      return { seq, sentence: `Entry ${seq} is not the one that was noted elsewhere.` };
    }
    if (checkpoint !== undefined) this.#signed = seq;
    if (entry.atMs + STEP_MS < this.#atMs) this.#stepBack ??= seq;
    this.#atMs = entry.atMs;
    this.#seq = seq;
    this.#hash = hash;
    this.entries++;
    return null;
  }

  /** Whether entries are missing behind the last one: a later one was signed, or noted elsewhere unless more is to come. */
  checkEnd(isLast = true): Finding | null {
    const seq = this.#seq + 1;
    const signed = Math.max(0, ...this.#checkpoints.keys());
    if (signed >= seq) {
      return { seq, sentence: `${these(seq, signed)} missing at the end: the last was signed.` };
    }
    const noted = Math.max(0, ...this.#noted.keys());
    if (!isLast || noted < seq) return null;
    return {
      seq,
      sentence: `${these(seq, noted)} missing at the end: the last was noted elsewhere.`,
    };
  }
}

function gap(expected: number, found: number): Finding {
  if (found < expected) {
    return {
      seq: found,
      sentence: `Entry ${found} stands where entry ${expected} should be: the order was changed.`,
    };
  }
  return { seq: expected, sentence: `${these(expected, found - 1)} missing.` };
}

function these(first: number, last: number): string {
  return first === last ? `Entry ${first} is` : `Entries ${first} to ${last} are`;
}
