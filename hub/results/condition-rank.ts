import { CONDITIONS, type Condition } from '#schemas/readings/finding';

/** From the mildest to the worst: a grade outweighs its absence, so one good window makes a bucket good. */
const RANKED: readonly Condition[] = [
  'warming',
  'not_graded',
  'good',
  'advisory',
  'warning',
  'danger',
];

/** A number that grows with how bad a condition is, so that the worst of several is their maximum. */
export function conditionRank(condition: Condition): number {
  return RANKED.indexOf(condition);
}

/** The index in CONDITIONS of the condition with this rank. */
export function conditionIndexOfRank(rank: number): number {
  return CONDITIONS.indexOf(RANKED[rank]);
}
