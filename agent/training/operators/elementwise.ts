import type { GraphNode, Value } from '../graph.ts';
import {
  broadcastShape,
  type GradientTools,
  type Operator,
  type OperatorTable,
  sumTo,
} from './operator.ts';

type BinaryRule = (
  a: Value,
  b: Value,
  node: GraphNode,
  dy: Value,
  tools: GradientTools,
) => [Value, Value];

/** An operator of two operands that broadcast; the rule speaks of the broadcast shape. */
function binary(rule?: BinaryRule, type: Operator['type'] = 'float32'): Operator {
  const base: Operator = {
    type,
    shape: ([a, b]) => broadcastShape(a!.shape, b!.shape),
  };
  if (rule === undefined) return base;
  return {
    ...base,
    gradient(node, dy, tools) {
      const [a, b] = node.inputs;
      const [da, db] = rule(a!, b!, node, dy, tools);
      return [sumTo(da, a!.shape, tools), sumTo(db, b!.shape, tools)];
    },
  };
}

type UnaryRule = (x: Value, y: Value, dy: Value, tools: GradientTools) => Value;

function unary(rule?: UnaryRule): Operator {
  const base: Operator = { shape: ([x]) => x!.shape };
  if (rule === undefined) return base;
  return {
    ...base,
    gradient: (node, dy, tools) => [rule(node.inputs[0]!, node.output, dy, tools)],
  };
}

/** Arithmetic and activations. Derivatives: Goodfellow et al., "Deep Learning", 2016, sections 3.10 and 6.5. */
export const ELEMENTWISE: OperatorTable = {
  Add: binary((_a, _b, _node, dy) => [dy, dy]),
  Sub: binary((_a, _b, _node, dy, { apply }) => [dy, apply('Neg', [dy])]),
  Mul: binary((a, b, _node, dy, { apply }) => [apply('Mul', [dy, b]), apply('Mul', [dy, a])]),
  Div: binary((_a, b, node, dy, { apply }) => {
    const da = apply('Div', [dy, b]);
    return [da, apply('Neg', [apply('Mul', [da, node.output])])];
  }),
  Equal: binary(undefined, 'bool'),
  Neg: unary((_x, _y, dy, { apply }) => apply('Neg', [dy])),
  Exp: unary((_x, y, dy, { apply }) => apply('Mul', [dy, y])),
  Log: unary((x, _y, dy, { apply }) => apply('Div', [dy, x])),
  Sqrt: unary((_x, y, dy, { graph, apply }) =>
    apply('Div', [apply('Mul', [dy, graph.constant([0.5])]), y]),
  ),
  // The sign of a rectified value is 1 where it passed and 0 where it did not.
  Relu: unary((_x, y, dy, { apply }) => apply('Mul', [dy, apply('Sign', [y])])),
  Sigmoid: unary((_x, y, dy, { graph, apply }) =>
    apply('Mul', [dy, apply('Mul', [y, apply('Sub', [graph.constant([1]), y])])]),
  ),
  Tanh: unary((_x, y, dy, { graph, apply }) =>
    apply('Mul', [dy, apply('Sub', [graph.constant([1]), apply('Mul', [y, y])])]),
  ),
  Softplus: unary((x, _y, dy, { apply }) => apply('Mul', [dy, apply('Sigmoid', [x])])),
  Identity: unary((_x, _y, dy) => dy),
  Sign: unary(),
  Clip: unary(),
  Cast: unary(),
};
