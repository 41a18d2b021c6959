import type { Value } from './graph.ts';
import type { NetworkBuilder } from './network.ts';

/** Per input: what to subtract and what to multiply with. It becomes constants of the model. */
export interface Normalisation {
  readonly mean: Float32Array;
  readonly scale: Float32Array;
}

/** No normalised input leaves ±6, so that one entry far outside its training range cannot decide alone. */
const CLIP = 6;

/** Mean and reciprocal standard deviation of each column; an entry that never varied is switched off. */
export function measureNormalisation(rows: Float32Array, inputLength: number): Normalisation {
  const count = rows.length / inputLength;
  const mean = new Float32Array(inputLength);
  const scale = new Float32Array(inputLength);
  for (let column = 0; column < inputLength; column++) {
    let sum = 0;
    let squares = 0;
    for (let at = column; at < rows.length; at += inputLength) {
      sum += rows[at]!;
      squares += rows[at]! ** 2;
    }
    const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
    mean[column] = sum / count;
    scale[column] = deviation < 1e-4 ? 0 : 1 / deviation;
  }
  return { mean, scale };
}

/** Normalises rows inside the network. */
export function normalise(net: NetworkBuilder, rows: Value, { mean, scale }: Normalisation): Value {
  const { apply, graph } = net;
  const centred = apply('Sub', [rows, graph.constant(mean, [mean.length])]);
  const scaled = apply('Mul', [centred, graph.constant(scale, [scale.length])]);
  return apply('Clip', [scaled, graph.constant([-CLIP]), graph.constant([CLIP])]);
}
