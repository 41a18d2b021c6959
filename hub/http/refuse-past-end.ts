import { TremoloError } from '#schemas/errors/tremolo-error';

/** What ends before it begins would be kept and recorded, and hold for nobody. Throws `request_invalid`. */
export function refusePastEnd(expiresMs: number | null, nowMs: number): void {
  if (expiresMs !== null && expiresMs <= nowMs) {
    throw new TremoloError(
      'request_invalid',
      'This would end before it begins: choose a later time.',
    );
  }
}
