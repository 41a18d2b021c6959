import type { ErrorCode } from '#schemas/errors/tremolo-error';

/** Reasons of one theme: each with the code of the error, null where it is none, and its sentence in English. */
export type ReasonRows = Readonly<
  Record<string, readonly [code: ErrorCode | null, sentence: string]>
>;
