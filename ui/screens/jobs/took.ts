import { figure, milliseconds, NO_VALUE, span } from '../../text/numbers.ts';

/** How long something took: exactly while it is short, roughly when it is long. */
export function took(ms: number | null): string {
  if (ms === null) return NO_VALUE;
  if (ms < 1000) return milliseconds(ms);
  return ms < 90_000 ? `${figure(ms / 1000)} s` : span(ms);
}
