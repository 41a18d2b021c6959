import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyKind } from '#schemas/http/keys';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LOOKUP_LENGTH = 12;
const SECRET_BYTES = 32;
const SECRET_LENGTH = 43;
const SUM_LENGTH = 6;
const FORM = new RegExp(
  `^trm_(live|test)_([${DIGITS}]{${LOOKUP_LENGTH}})([${DIGITS}]{${SECRET_LENGTH}})([${DIGITS}]{${SUM_LENGTH}})$`,
);

/**
 * The text of a key: `trm_live_` or `trm_test_`, twelve random letters by which it is looked up, 256 random bits, and a
 * checksum, so that a typing error or somebody’s guess is turned away without asking the store.
 */
export function newSecret(kind: KeyKind): { secret: string; lookup: string } {
  const lookup = inLetters(randomBytes(9), LOOKUP_LENGTH + 1).slice(-LOOKUP_LENGTH);
  const body = `trm_${kind}_${lookup}${inLetters(randomBytes(SECRET_BYTES), SECRET_LENGTH)}`;
  return { secret: body + sumOf(body), lookup };
}

/** The part of a text by which a key is looked up; null when the text is none of ours. */
export function lookupOf(secret: string): string | null {
  const [, , lookup, , sum] = FORM.exec(secret) ?? [];
  if (lookup === undefined || sum !== sumOf(secret.slice(0, -SUM_LENGTH))) return null;
  return lookup;
}

/** What a person sees of a key, enough to recognise it. */
export function shownPrefix(kind: KeyKind, lookup: string): string {
  return `trm_${kind}_${lookup.slice(0, 4)}…`;
}

function sumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return inLetters(bytes, SUM_LENGTH);
}

function inLetters(bytes: Buffer, length: number): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; rest > 0n; rest /= 62n) text = DIGITS[Number(rest % 62n)] + text;
  return text.padStart(length, '0');
}
