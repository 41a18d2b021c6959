import { parseArgs } from 'node:util';
import { TremoloError } from '#schemas/errors/tremolo-error';

type Options = Record<string, { type: 'string' | 'boolean' }>;

/** The options in a command's words. Throws `request_invalid` for one that is unknown or lacks its value. */
export function readOptions(
  words: readonly string[],
  options: Options,
): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args: [...words], options, strict: true }).values;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new TremoloError('request_invalid', detail, { cause });
  }
}

/** The value of an option that must be there. */
export function need(value: string | boolean | undefined, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new TremoloError('request_invalid', `Say --${name}.`);
}

/** A positive number, or null when the option is not there. */
export function optionalNumber(value: string | boolean | undefined, name: string): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (number > 0) return number;
  throw new TremoloError('request_invalid', `--${name} is a number above zero.`);
}
