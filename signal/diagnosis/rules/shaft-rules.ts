import {
  feature,
  highOrdersDb,
  ratio,
  shaftDb,
  shaftHz,
  shaftVelocity,
  whirl,
} from './quantities.ts';
import type { Condition, Rule } from './rule.ts';

const DB = 'dB over floor';
const velocity1x = feature('velocity1xMmS');
const velocity2x = feature('velocity2xMmS');

/** 1.5X tells rattling parts from everything else that makes 1X or 2X. */
const noHalfOrders: Condition = {
  quantity: '1.5X at most',
  unit: DB,
  sense: 'below',
  threshold: 9,
  width: 1.5,
  value: shaftDb(1.5),
  frequencyHz: shaftHz(1.5),
};

/**
 * A line matters by its velocity, not only by its height over the floor: 1.4 mm/s is where zone A ends for the smallest
 * machines of ISO 10816-3; harmonics and whirl count from half of it, as several add up.
 */
export const imbalanceRule: Rule = {
  fault: 'imbalance',
  needs: 'speed',
  conditions: [
    {
      quantity: '1X',
      unit: 'mm/s',
      sense: 'above',
      threshold: 1.4,
      width: 0.4,
      value: velocity1x,
      frequencyHz: shaftHz(1),
    },
    { quantity: '1X', unit: DB, sense: 'above', threshold: 10, width: 2, value: shaftDb(1) },
    {
      quantity: '1X share of velocity',
      unit: 'ratio',
      sense: 'above',
      threshold: 0.7,
      width: 0.07,
      value: ratio(velocity1x, feature('velocityMmS')),
    },
    {
      quantity: '2X over 1X at most',
      unit: 'ratio',
      sense: 'below',
      threshold: 0.5,
      width: 0.1,
      value: ratio(velocity2x, velocity1x),
    },
    noHalfOrders,
  ],
};

/** 2X as strong as 1X or stronger, without the half orders of looseness. */
export const misalignmentRule: Rule = {
  fault: 'misalignment',
  needs: 'speed',
  conditions: [
    {
      quantity: '2X',
      unit: 'mm/s',
      sense: 'above',
      threshold: 0.7,
      width: 0.2,
      value: velocity2x,
      frequencyHz: shaftHz(2),
    },
    { quantity: '2X', unit: DB, sense: 'above', threshold: 10, width: 2, value: shaftDb(2) },
    {
      quantity: '2X over 1X',
      unit: 'ratio',
      sense: 'above',
      threshold: 0.8,
      width: 0.12,
      value: ratio(velocity2x, velocity1x),
    },
    noHalfOrders,
  ],
};

/** Odd multiples of half the shaft frequency together with a long row of harmonics. */
export const loosenessRule: Rule = {
  fault: 'looseness',
  needs: 'speed',
  conditions: [
    {
      quantity: '1.5X',
      unit: DB,
      sense: 'above',
      threshold: 9,
      width: 1.5,
      value: shaftDb(1.5),
      frequencyHz: shaftHz(1.5),
    },
    {
      quantity: '4X–8X mean',
      unit: DB,
      sense: 'above',
      threshold: 12,
      width: 2,
      value: highOrdersDb,
    },
    {
      quantity: 'velocity',
      unit: 'mm/s',
      sense: 'above',
      threshold: 0.7,
      width: 0.15,
      value: feature('velocityMmS'),
    },
  ],
};

/** One line at 0.42–0.48X of its own: looseness, whose 0.5X lies near, shows 1.5X as well. */
export const oilWhirlRule: Rule = {
  fault: 'oil_whirl',
  needs: 'speed',
  conditions: [
    {
      quantity: '0.42–0.48X',
      unit: DB,
      sense: 'above',
      threshold: 12,
      width: 2,
      value: whirl.db,
      frequencyHz: whirl.hz,
    },
    {
      quantity: '0.42–0.48X',
      unit: 'mm/s',
      sense: 'above',
      threshold: 0.7,
      width: 0.15,
      value: whirl.velocity,
    },
    {
      quantity: '1.5X over 0.42–0.48X at most',
      unit: 'ratio',
      sense: 'below',
      threshold: 0.25,
      width: 0.05,
      value: ratio(shaftVelocity(1.5), whirl.velocity),
    },
  ],
};
