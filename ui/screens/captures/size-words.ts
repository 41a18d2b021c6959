import { count, megabytes } from '../../text/numbers.ts';

const MB = 1_000_000;

/** A size as people read it: kB below a megabyte. */
export function sizeWords(bytes: number): string {
  return bytes < MB ? `${count(Math.ceil(bytes / 1_000))} kB` : megabytes(bytes / MB);
}
