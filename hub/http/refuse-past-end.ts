import { refused } from '#schemas/errors/refused';

/** What ends before it begins would be kept and recorded, and hold for nobody. Throws `request_invalid`. */
export function refusePastEnd(expiresMs: number | null, nowMs: number): void {
  if (expiresMs !== null && expiresMs <= nowMs) {
    throw refused('ends_before_begin');
  }
}
