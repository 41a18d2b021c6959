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

/**
 * Each element repeated along an axis of its own behind the others, each time with one of these factors. A product of matrices,
 * because broadcasting over a last axis of two or three elements takes ONNX Runtime seven times as long on a CPU.
 */
function spread(value: Value, factors: Float32Array, tools: GradientTools): Value {
  const column = reshape(value, [...value.shape, 1], tools);
  return tools.apply('MatMul', [column, tools.graph.constant(factors, [1, factors.length])]);
}

/** 1-D pooling of [batch, channels, length]. */
export const POOLING: OperatorTable = {
  MaxPool: {
    shape: ([x], attributes) => pooledShape(x!, attributes),
    /** Goes to the largest sample of each window; equal ones share it, which is a valid subgradient. */
    gradient(node, dy, tools) {
      const { apply } = tools;
      const x = node.inputs[0]!;
      const kernel = window(x, node.attributes);
      const windows: Shape = [...node.output.shape, kernel];
      const ones = new Float32Array(kernel).fill(1);
      const equal = apply('Equal', [reshape(x, windows, tools), spread(node.output, ones, tools)]);
      const largest = apply('Cast', [equal], { to: 1 });
      const ties = apply('ReduceSum', [largest], { axes: [3], keepdims: 0 });
      const share = spread(apply('Div', [dy, ties]), ones, tools);
      return [reshape(apply('Mul', [largest, share]), x.shape, tools)];
    },
  },
  AveragePool: {
    shape: ([x], attributes) => pooledShape(x!, attributes),
    gradient(node, dy, tools) {
      const x = node.inputs[0]!;
      const kernel = window(x, node.attributes);
      const shares = new Float32Array(kernel).fill(1 / kernel);
      return [reshape(spread(dy, shares, tools), x.shape, tools)];
    },
  },
  GlobalAveragePool: {
    shape: ([x]) => [x!.shape[0]!, x!.shape[1]!, 1],
    gradient(node, dy, tools) {
      const x = node.inputs[0]!;
      const length = size(x.shape[2]);
      const shares = new Float32Array(length).fill(1 / length);
      return [reshape(spread(dy, shares, tools), x.shape, tools)];
    },
  },
};
