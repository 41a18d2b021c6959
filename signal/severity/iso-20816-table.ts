import type { IsoGroup, Support } from '#schemas/plant/machine-facts';

/** The three limits between zones A, B, C and D. */
export type ZoneLimits = { readonly ab: number; readonly bc: number; readonly cd: number };

/** Limits of one machine group on one support. */
export type SeverityLimits = {
  /** Velocity r.m.s., mm/s. */
  readonly velocityMmS: ZoneLimits;
  /** Displacement r.m.s., µm. */
  readonly displacementUm: ZoneLimits;
};

/** A table of limits with where it comes from; a site may hand in its own in the place of ours. */
export type SeverityTable = {
  readonly edition: string;
  readonly source: string;
  readonly limits: Readonly<Record<IsoGroup, Readonly<Record<Support, SeverityLimits>>>>;
};

function limits(
  velocity: readonly [number, number, number],
  displacement: readonly [number, number, number],
): SeverityLimits {
  const zones = ([ab, bc, cd]: readonly [number, number, number]): ZoneLimits => ({ ab, bc, cd });
  return { velocityMmS: zones(velocity), displacementUm: zones(displacement) };
}

/**
 * Zone limits of industrial machines, measured on non-rotating parts. ISO 20816-3:2022 has replaced this edition; its
 * text was not at hand, so the older one is named instead of guessing.
 */
export const ISO_10816_3_2009: SeverityTable = {
  edition: 'ISO 10816-3:2009',
  source: 'Annex A, tables A.1 (group 1) and A.2 (group 2)',
  limits: {
    group1: {
      rigid: limits([2.3, 4.5, 7.1], [29, 57, 90]),
      flexible: limits([3.5, 7.1, 11.0], [45, 90, 140]),
    },
    group2: {
      rigid: limits([1.4, 2.8, 4.5], [22, 45, 71]),
      flexible: limits([2.3, 4.5, 7.1], [37, 71, 113]),
    },
  },
};
