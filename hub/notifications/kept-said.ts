import type { Said } from '#schemas/errors/said';
import type { Saying } from '#schemas/http/saying';

/** What was said, as it lies in the store: with its reason, so that each reader is told it in an own language. */
export const keptSaid = (said: Said): string => JSON.stringify(said);

/** What `keptSaid` kept. */
export const saidFrom = (kept: unknown): Said => JSON.parse(String(kept));

/** The same of what is held as the API shows it. */
export const keptSaying = ({ says, reason }: Saying): string => JSON.stringify({ says, reason });

/** What `keptSaying` kept. */
export const sayingFrom = (kept: unknown): Saying => JSON.parse(String(kept));

/** What was said, as the API shows it: in English, and the reason beside it. */
export const shownSaid = ({ sentence, reason }: Said) => ({ says: sentence, reason });
