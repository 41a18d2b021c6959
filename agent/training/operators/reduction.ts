import type { Attributes, GraphNode, Shape, Value } from '../graph.ts';
import { type GradientTools, integer, integers, type OperatorTable, reshape } from './operator.ts';

/** Needs its axes by their positive numbers, all of them where the mean of everything is meant. */
function reducedShape([x]: readonly Value[], attributes: Attributes): Shape {
  const axes = integers(attributes, 'axes');
  const keep = integer(attributes, 'keepdims', 1) === 1;
  return x!.shape.flatMap((dim, i) => (axes.includes(i) ? (keep ? [1] : []) : [dim]));
}

/** The gradient of a sum: the output's gradient, repeated over what was summed. */
function spread(node: GraphNode, dy: Value, tools: GradientTools): Value {
  const x = node.inputs[0]!;
  const axes = integers(node.attributes, 'axes');
  const kept = x.shape.map((dim, i) => (axes.includes(i) ? 1 : dim));
  // Shape at run time, because the batch may be among what was summed.
  const sizes = tools.graph.append('Shape', [x], {}, [x.shape.length], 'int64');
  return tools.graph.append('Expand', [reshape(dy, kept, tools), sizes], {}, x.shape);
}

/** How many elements went into each mean, at run time. */
function count(node: GraphNode, { graph, apply }: GradientTools): Value {
  const elements = (value: Value) =>
    apply('Cast', [graph.append('Size', [value], {}, [], 'int64')], { to: 1 });
  return apply('Div', [elements(node.inputs[0]!), elements(node.output)]);
}

/** Sums and means over axes. */
export const REDUCTION: OperatorTable = {
  ReduceSum: {
    integerInputs: ['axes'],
    shape: reducedShape,
    gradient: (node, dy, tools) => [spread(node, dy, tools)],
  },
  ReduceMean: {
    integerInputs: ['axes'],
    shape: reducedShape,
    gradient: (node, dy, tools) => [
      tools.apply('Div', [spread(node, dy, tools), count(node, tools)]),
    ],
  },
};
