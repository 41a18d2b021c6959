import type { Verdict } from '#schemas/readings/finding';

/** The one sentence of a verdict. In English the agent has written it already. */
export const whyWords = (verdict: Verdict): string => verdict.why;

/** Why there is no grade, as the agent says it. */
export const reasonWords = (reason: string): string => reason;

/** What was measured, as rules call it. */
export const quantityWords = (quantity: string): string => quantity;

/** What decibels are over: "dB over floor". */
export const dbWords = (unit: string): string => unit;
