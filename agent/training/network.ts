import { Random } from '#signal/synth/random';
import { Graph, type Shape, type Value } from './graph.ts';
import type { Apply } from './operators/operator.ts';
import { applyTo } from './operators/operators.ts';

/** Trained or initial values by parameter name. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** A parameter's place in a network. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: Value;
  readonly initial: Float32Array;
}

/** What an architecture is written with: operators, parameters, and dropout, which vanishes from the exported model. */
export interface NetworkBuilder {
  readonly graph: Graph;
  readonly apply: Apply;
  /** A learned tensor; `fanIn` inputs feed each of its outputs, 0 starts it at zero. */
  parameter(name: string, shape: readonly number[], fanIn: number): Value;
  dropout(value: Value, rate: number): Value;
}

/** From input rows to one logit per label. */
export type Architecture = (net: NetworkBuilder, rows: Value) => Value;

/** A random mask that every training step is given: kept elements are 1/(1−rate), the others 0. */
export interface DropoutMask {
  readonly value: Value;
  readonly rate: number;
}

/** The network under training: parameters are inputs of the graph, so that a step can return new ones. */
export class TrainingNetwork implements NetworkBuilder {
  readonly graph = new Graph();
  readonly apply = applyTo(this.graph);
  readonly parameters: Parameter[] = [];
  readonly masks: DropoutMask[] = [];
  readonly #random: Random;
  readonly #weights: Weights;

  /** Parameters start from `weights` where they are named there, else random by the seed. */
  constructor(seed: number, weights: Weights = new Map()) {
    this.#random = new Random(seed);
    this.#weights = weights;
  }

  parameter(name: string, shape: readonly number[], fanIn: number): Value {
    const value = this.graph.input(name, shape);
    const initial = this.#weights.get(name) ?? this.#draw(name, shape, fanIn);
    this.parameters.push({ name, shape, value, initial });
    return value;
  }

  dropout(value: Value, rate: number): Value {
    if (rate === 0) return value;
    const mask = this.graph.input(`mask_${this.masks.length}`, value.shape);
    this.masks.push({ value: mask, rate });
    return this.apply('Mul', [value, mask]);
  }

  /** Normal with variance 2/fanIn, which keeps the scale through rectifiers (He et al. 2015). */
  #draw(name: string, shape: readonly number[], fanIn: number): Float32Array {
    const random = this.#random.fork(name);
    const scale = fanIn === 0 ? 0 : Math.sqrt(2 / fanIn);
    const count = shape.reduce((product, n) => product * n, 1);
    return Float32Array.from({ length: count }, () => scale * random.gaussian());
  }
}

/** The network as it is shipped: parameters are stored in the graph. */
export class ExportedNetwork implements NetworkBuilder {
  readonly graph = new Graph();
  readonly apply = applyTo(this.graph);
  readonly #weights: Weights;

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  parameter(name: string, shape: readonly number[]): Value {
    const weights = this.#weights.get(name);
    if (weights === undefined) throw new RangeError(`no weights for ${name}`);
    return this.graph.constant(weights, shape);
  }

  dropout(value: Value): Value {
    return value;
  }
}

/**
 * Several trained networks of one architecture as one: their logits averaged. Where training data says nothing, members differ,
 * and the mean is less sure than any of them (Lakshminarayanan et al. 2017). For export: weights by `memberWeights`.
 */
export function ensembleOf(architecture: Architecture, members: number): Architecture {
  return (net, rows) => {
    let sum: Value | null = null;
    for (let member = 0; member < members; member++) {
      const parameter: NetworkBuilder['parameter'] = (name, shape, fanIn) =>
        net.parameter(memberName(member, name), shape, fanIn);
      const { graph, apply } = net;
      const dropout: NetworkBuilder['dropout'] = (value, rate) => net.dropout(value, rate);
      const logits = architecture({ graph, apply, parameter, dropout }, rows);
      sum = sum === null ? logits : apply('Add', [sum, logits]);
    }
    if (sum === null) throw new RangeError('an ensemble needs a member');
    return net.apply('Mul', [sum, net.graph.constant([1 / members])]);
  };
}

/** The weights of an ensemble from those of its members. */
export function memberWeights(members: readonly Weights[]): Weights {
  return new Map(
    members.flatMap((weights, member) =>
      [...weights].map(([name, values]) => [memberName(member, name), values] as const),
    ),
  );
}

function memberName(member: number, name: string): string {
  return `member_${member}.${name}`;
}

/** Rows × [inputs, outputs] + bias. */
export function dense(net: NetworkBuilder, name: string, x: Value, outputs: number): Value {
  const inputs = lastSize(x.shape);
  const weights = net.parameter(`${name}.weight`, [inputs, outputs], inputs);
  const bias = net.parameter(`${name}.bias`, [outputs], 0);
  return net.apply('Gemm', [x, weights, bias]);
}

/** 1-D convolution of [batch, channels, length] that keeps length/stride. */
export function convolve(
  net: NetworkBuilder,
  name: string,
  x: Value,
  size: { filters: number; kernel: number; stride: number },
): Value {
  const channels = x.shape[1] as number;
  const { filters, kernel, stride } = size;
  const weights = net.parameter(`${name}.weight`, [filters, channels, kernel], channels * kernel);
  const bias = net.parameter(`${name}.bias`, [filters], 0);
  return net.apply('Conv', [x, weights, bias], {
    strides: [stride],
    pads: [Math.floor((kernel - 1) / 2), Math.ceil((kernel - 1) / 2)],
    dilations: [1],
    kernel_shape: [kernel],
  });
}

function lastSize(shape: Shape): number {
  const last = shape.at(-1);
  if (typeof last !== 'number') throw new RangeError('the number of columns must be known');
  return last;
}
