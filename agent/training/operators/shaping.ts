import type { Dim, Shape } from '../graph.ts';
import { integer, integers, type OperatorTable, reshape, size } from './operator.ts';

/** What a Reshape gives: −1 stands for the one dimension that follows from the others, or for the batch. */
function reshaped(from: Shape, target: readonly number[]): Shape {
  const known = (dims: readonly Dim[]) =>
    dims.reduce<number>(
      (product, d) => (typeof d === 'number' && d > 0 ? product * d : product),
      1,
    );
  const rest = known(from) / known(target);
  const hasBatch = from.includes('batch');
  if (hasBatch ? rest !== 1 : !Number.isInteger(rest)) {
    throw new RangeError(`cannot reshape ${from} to ${target}`);
  }
  return target.map((d) => (d === -1 ? (hasBatch ? 'batch' : rest) : d));
}

/** Operators that move elements and leave their values. */
export const SHAPING: OperatorTable = {
  Reshape: {
    integerInputs: ['target'],
    shape: ([x], attributes) => reshaped(x!.shape, integers(attributes, 'target')),
    gradient: (node, dy, tools) => [reshape(dy, node.inputs[0]!.shape, tools)],
  },
  Transpose: {
    shape: ([x], attributes) => integers(attributes, 'perm').map((from) => x!.shape[from]!),
    gradient(node, dy, { apply }) {
      const perm = integers(node.attributes, 'perm');
      const inverse = perm.map((_, i) => perm.indexOf(i));
      return [apply('Transpose', [dy], { perm: inverse })];
    },
  },
  Concat: {
    shape(inputs, attributes) {
      const axis = integer(attributes, 'axis', 1);
      const total = inputs.reduce((sum, value) => sum + size(value.shape[axis]), 0);
      return inputs[0]!.shape.map((dim, i) => (i === axis ? total : dim));
    },
    gradient(node, dy, { apply }) {
      const axis = integer(node.attributes, 'axis', 1);
      let start = 0;
      return node.inputs.map((value) => {
        const end = start + size(value.shape[axis]);
        const part = { starts: [start], ends: [end], axes: [axis] };
        start = end;
        return apply('Slice', [dy], part);
      });
    },
  },
  Slice: {
    integerInputs: ['starts', 'ends', 'axes'],
    shape: ([x], attributes) => {
      const [start] = integers(attributes, 'starts') as [number];
      const [end] = integers(attributes, 'ends') as [number];
      const [axis] = integers(attributes, 'axes') as [number];
      return x!.shape.map((dim, i) => (i === axis ? end - start : dim));
    },
    gradient(node, dy, { apply }) {
      const x = node.inputs[0]!;
      const [start] = integers(node.attributes, 'starts') as [number];
      const [end] = integers(node.attributes, 'ends') as [number];
      const [axis] = integers(node.attributes, 'axes') as [number];
      const pads = new Array<number>(x.shape.length * 2).fill(0);
      pads[axis] = start;
      pads[x.shape.length + axis] = size(x.shape[axis]) - end;
      return [apply('Pad', [dy], { pads })];
    },
  },
  Pad: {
    integerInputs: ['pads'],
    shape: ([x], attributes) => {
      const pads = integers(attributes, 'pads');
      const rank = x!.shape.length;
      return x!.shape.map((dim, i) => {
        const added = pads[i]! + pads[rank + i]!;
        return added === 0 ? dim : size(dim) + added;
      });
    },
  },
};
