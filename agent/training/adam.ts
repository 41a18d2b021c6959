import type { Value } from './graph.ts';
import type { NetworkBuilder } from './network.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Scalars that every step is given. */
export interface AdamInputs {
  learningRate: Value;
  /** Learning rate × weight decay. */
  decay: Value;
  /** 1/(1−β₁ᵗ) and 1/(1−β₂ᵗ) at step t. */
  correction1: Value;
  correction2: Value;
}

/** A parameter with its two running moments. */
export interface AdamState {
  value: Value;
  moment1: Value;
  moment2: Value;
}

/** The inputs of the optimiser, named as `adamScalars` gives them. */
export function adamInputs({ graph }: NetworkBuilder): AdamInputs {
  return {
    learningRate: graph.input('learning_rate', []),
    decay: graph.input('decay', []),
    correction1: graph.input('correction_1', []),
    correction2: graph.input('correction_2', []),
  };
}

/** The values of those inputs at step `t`, counted from 1. */
export function adamScalars(t: number, learningRate: number, weightDecay: number) {
  return {
    learning_rate: learningRate,
    decay: learningRate * weightDecay,
    correction_1: 1 / (1 - BETA_1 ** t),
    correction_2: 1 / (1 - BETA_2 ** t),
  };
}

/**
 * One step of Adam (Kingma & Ba 2015, algorithm 1) with weight decay apart from the gradient (Loshchilov & Hutter 2019),
 * as nodes. Biases (vectors) do not decay.
 */
export function adamStep(
  { graph, apply }: NetworkBuilder,
  state: AdamState,
  gradient: Value,
  inputs: AdamInputs,
): AdamState {
  const blend = (old: Value, now: Value, beta: number) =>
    apply('Add', [
      apply('Mul', [old, graph.constant([beta])]),
      apply('Mul', [now, graph.constant([1 - beta])]),
    ]);
  const moment1 = blend(state.moment1, gradient, BETA_1);
  const moment2 = blend(state.moment2, apply('Mul', [gradient, gradient]), BETA_2);
  const deviation = apply('Sqrt', [apply('Mul', [moment2, inputs.correction2])]);
  const direction = apply('Div', [
    apply('Mul', [moment1, inputs.correction1]),
    apply('Add', [deviation, graph.constant([EPSILON])]),
  ]);
  const moved = apply('Sub', [state.value, apply('Mul', [direction, inputs.learningRate])]);
  const decays = state.value.shape.length > 1;
  const value = decays ? apply('Sub', [moved, apply('Mul', [state.value, inputs.decay])]) : moved;
  return { value, moment1, moment2 };
}
