import type { Value } from '../graph.ts';
import { type Architecture, convolve, dense, type NetworkBuilder } from '../network.ts';

/** A convolution with a rectifier behind it, then the largest of each `pool` samples; 1 leaves them all. */
export interface Cnn1dBlock {
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pool: number;
}

export interface Cnn1dOptions {
  readonly labels: number;
  /** Channels that each entry of a row is spread over before the first convolution. */
  readonly channels: number;
  readonly blocks: readonly Cnn1dBlock[];
  readonly dropout: number;
}

/**
 * A one-dimensional convolutional network over rows: blocks of convolution, rectifier and pooling, then mean and maximum over what
 * is left of the length, then one linear layer. Entries of a signature differ in meaning, which a filter that slides over them
 * cannot see: a gain and an offset of each place and channel, learned too, tell it where it is.
 */
export function cnn1d({ labels, channels, blocks, dropout }: Cnn1dOptions): Architecture {
  return (net, rows) => {
    const step = blocks.reduce((product, { stride, pool }) => product * stride * pool, 1);
    let value = placed(net, padded(net, rows, step), channels);
    blocks.forEach((block, i) => {
      value = blockOf(net, `block_${i + 1}`, value, block);
    });
    return dense(net, 'labels', net.dropout(summed(net, value), dropout), labels);
  };
}

/** Zeros behind each row, so that every pooling window is whole. */
function padded(net: NetworkBuilder, rows: Value, step: number): Value {
  const [, length] = rows.shape as [unknown, number];
  const missing = (step - (length % step)) % step;
  return missing === 0 ? rows : net.apply('Pad', [rows], { pads: [0, 0, 0, missing] });
}

/** Rows as [batch, channels, length], each place of each channel with its own gain and offset. */
function placed(net: NetworkBuilder, rows: Value, channels: number): Value {
  const { apply } = net;
  const [, length] = rows.shape as [unknown, number];
  const signal = apply('Reshape', [rows], { target: [-1, 1, length] });
  // Entries are normalised; with both drawn at a variance of one, what goes on has about two.
  const gain = net.parameter('place.gain', [channels, length], 2);
  const offset = net.parameter('place.offset', [channels, length], 2);
  return apply('Add', [apply('Mul', [signal, gain]), offset]);
}

function blockOf(net: NetworkBuilder, name: string, x: Value, block: Cnn1dBlock): Value {
  const { filters, kernel, stride, pool } = block;
  const patterns = net.apply('Relu', [convolve(net, name, x, { filters, kernel, stride })]);
  if (pool === 1) return patterns;
  return net.apply('MaxPool', [patterns], { kernel_shape: [pool], strides: [pool] });
}

/** Mean and maximum of each channel: how much of a pattern there is, and whether it is there at all. */
function summed(net: NetworkBuilder, x: Value): Value {
  const { apply } = net;
  const [, filters, length] = x.shape as [unknown, number, number];
  const mean = apply('GlobalAveragePool', [x]);
  const most = apply('MaxPool', [x], { kernel_shape: [length], strides: [length] });
  const both = apply('Concat', [mean, most], { axis: 1 });
  return apply('Reshape', [both], { target: [-1, 2 * filters] });
}
