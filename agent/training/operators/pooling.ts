import type { GraphNode, Shape, Value } from '../graph.ts';
import { type GradientTools, integers, type OperatorTable, reshape, size } from './operator.ts';

/** The window of a 1-D pooling whose windows neither overlap nor leave a rest, which keeps its gradient a reshape. */
function window(x: Value, attributes: GraphNode['attributes']): number {
  const [kernel] = integers(attributes, 'kernel_shape') as [number];
  const [stride] = integers(attributes, 'strides') as [number];
  if (kernel !== stride || size(x.shape[2]) % kernel !== 0) {
    throw new RangeError(`pooling windows of ${kernel} must tile ${x.shape[2]} samples`);
  }
  return kernel;
}

function pooledShape(x: Value, attributes: GraphNode['attributes']): Shape {
  return [x.shape[0]!, x.shape[1]!, size(x.shape[2]) / window(x, attributes)];
}

/** A pooled value with an axis of one behind, to stand against each sample of its window. */
function column(value: Value, tools: GradientTools): Value {
  return reshape(value, [...value.shape, 1], tools);
}

/** 1-D pooling of [batch, channels, length]. */
export const POOLING: OperatorTable = {
  MaxPool: {
    shape: ([x], attributes) => pooledShape(x!, attributes),
    /** Goes to the largest sample of each window; equal ones share it, which is a valid subgradient. */
    gradient(node, dy, tools) {
      const { apply } = tools;
      const x = node.inputs[0]!;
      const windows: Shape = [...node.output.shape, window(x, node.attributes)];
      const equal = apply('Equal', [reshape(x, windows, tools), column(node.output, tools)]);
      const largest = apply('Cast', [equal], { to: 1 });
      const ties = apply('ReduceSum', [largest], { axes: [3], keepdims: 1 });
      const share = apply('Div', [column(dy, tools), ties]);
      return [reshape(apply('Mul', [largest, share]), x.shape, tools)];
    },
  },
  AveragePool: {
    shape: ([x], attributes) => pooledShape(x!, attributes),
    gradient(node, dy, tools) {
      const { graph, apply } = tools;
      const x = node.inputs[0]!;
      const kernel = window(x, node.attributes);
      const weights = graph.constant(new Float32Array(kernel).fill(1 / kernel), [kernel]);
      return [reshape(apply('Mul', [column(dy, tools), weights]), x.shape, tools)];
    },
  },
  GlobalAveragePool: {
    shape: ([x]) => [x!.shape[0]!, x!.shape[1]!, 1],
    gradient(node, dy, { graph, apply }) {
      const length = size(node.inputs[0]!.shape[2]);
      const weights = graph.constant(new Float32Array(length).fill(1 / length), [length]);
      return [apply('Mul', [dy, weights])];
    },
  },
};
