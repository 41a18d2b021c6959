import { REASONS, type ReasonName } from '#schemas/errors/reasons';
import { type AboutOf, said } from '#schemas/errors/said';
import { type ErrorCode, TremoloError } from '#schemas/errors/tremolo-error';

/** The reasons that somebody is refused for: those with a code. */
export type RefusalName = {
  [Name in ReasonName]: (typeof REASONS)[Name][0] extends ErrorCode ? Name : never;
}[ReasonName];

/** The error for a reason of the closed list: its code, its sentence in English, and the reason itself for who reads other words. */
export function refused<Name extends RefusalName>(
  name: Name,
  ...more: [...AboutOf<Name>, options?: { cause?: unknown }]
): TremoloError {
  const [about, options = {}] = more as unknown as [AboutOf<Name>[0], { cause?: unknown }?];
  const { sentence, reason } = said(name, ...([about] as AboutOf<Name>));
  return new TremoloError(REASONS[name][0] as ErrorCode, sentence, { ...options, reason });
}
