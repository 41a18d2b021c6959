import type { Value } from './graph.ts';
import type { NetworkBuilder } from './network.ts';

/**
 * Mean weighted binary cross-entropy of logits against targets 0…1, each label by itself: faults are labels, not
 * classes. softplus(z) − t·z is the form without overflow. A weight of 0 takes an entry out (label unknown).
 */
export function binaryCrossEntropy(
  { apply }: NetworkBuilder,
  logits: Value,
  targets: Value,
  weights: Value,
): Value {
  const entropy = apply('Sub', [apply('Softplus', [logits]), apply('Mul', [targets, logits])]);
  return apply('ReduceMean', [apply('Mul', [entropy, weights])], { axes: [0, 1], keepdims: 0 });
}
