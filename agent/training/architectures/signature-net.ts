import type { Value } from '../graph.ts';
import { type Architecture, convolve, dense, type NetworkBuilder } from '../network.ts';

export interface SignatureNetOptions {
  readonly labels: number;
  /** Where the coarse envelope order spectrum lies in the signature: its patterns are looked for by convolution. */
  readonly orders: { readonly start: number; readonly length: number };
  readonly hidden: readonly [number, number];
  readonly dropout: number;
}

/**
 * The network for normalised signatures: a small convolution over the envelope order spectrum beside the named quantities, then two
 * dense layers. Small enough that a lane spends microseconds on a row.
 */
export function signatureNet(options: SignatureNetOptions): Architecture {
  return (net, rows) => {
    const relu = (value: Value) => net.apply('Relu', [value]);
    const { start, length } = options.orders;
    const parts = [orderPatterns(net, part(net, rows, start, start + length), length)];
    const total = rows.shape[1] as number;
    if (start > 0) parts.push(part(net, rows, 0, start));
    if (start + length < total) parts.push(part(net, rows, start + length, total));
    const joined = net.dropout(net.apply('Concat', parts, { axis: 1 }), options.dropout / 2);
    const first = net.dropout(
      relu(dense(net, 'first', joined, options.hidden[0])),
      options.dropout,
    );
    const second = net.dropout(
      relu(dense(net, 'second', first, options.hidden[1])),
      options.dropout,
    );
    return dense(net, 'labels', second, options.labels);
  };
}

function part(net: NetworkBuilder, rows: Value, start: number, end: number): Value {
  return net.apply('Slice', [rows], { starts: [start], ends: [end], axes: [1] });
}

/** Line patterns of unknown place: convolve, pool, convolve, flatten. */
function orderPatterns(net: NetworkBuilder, cells: Value, length: number): Value {
  const { apply } = net;
  const signal = apply('Reshape', [cells], { target: [-1, 1, length] });
  const lines = convolve(net, 'lines', signal, { filters: 8, kernel: 8, stride: 4 });
  const pooled = apply('MaxPool', [apply('Relu', [lines])], { kernel_shape: [2], strides: [2] });
  const patterns = convolve(net, 'patterns', pooled, { filters: 16, kernel: 4, stride: 2 });
  const [, filters, left] = patterns.shape as [unknown, number, number];
  return apply('Reshape', [apply('Relu', [patterns])], { target: [-1, filters * left] });
}
