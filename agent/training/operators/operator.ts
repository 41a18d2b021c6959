import type { Attributes, Dim, ElementType, Graph, GraphNode, Shape, Value } from '../graph.ts';

/** Applies an operator to values of a graph and returns its output, shape inferred. */
export type Apply = (op: string, inputs: readonly Value[], attributes?: Attributes) => Value;

/** What a gradient rule may use: the graph (for constants) and `apply`. */
export interface GradientTools {
  graph: Graph;
  apply: Apply;
}

/** An operator's shape and its vector-Jacobian product. */
export interface Operator {
  shape(inputs: readonly Value[], attributes: Attributes): Shape;
  /** Element type of the output, float32 where absent. */
  type?: ElementType;
  /** Attributes that this opset takes as int64 inputs, in their order behind the data. */
  integerInputs?: readonly string[];
  /**
   * Gradients of the loss for each data input, given the one for the output. Without a rule the operator cannot lie
   * between a parameter and the loss.
   */
  gradient?(node: GraphNode, outputGradient: Value, tools: GradientTools): Value[];
}
export type OperatorTable = Readonly<Record<string, Operator>>;

/** The common shape of two operands by the broadcasting rules of ONNX (those of NumPy). */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i): Dim => {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) throw new RangeError(`cannot broadcast ${a} with ${b}`);
    return x === 1 ? y : x;
  });
}

/** Sums a gradient over what broadcasting had repeated, back to the operand's shape. */
export function sumTo(
  gradient: Value,
  shape: Shape,
  { apply }: Pick<GradientTools, 'apply'>,
): Value {
  const missing = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((dim, i) =>
    i < missing || (shape[i - missing] === 1 && dim !== 1) ? [i] : [],
  );
  if (axes.length === 0) return gradient;
  const summed = apply('ReduceSum', [gradient], { axes, keepdims: 1 });
  return missing === 0 ? summed : reshape(summed, shape, { apply });
}

/** A value in another shape of as many elements; one dimension at most may be `batch`. */
export function reshape(
  value: Value,
  shape: Shape,
  { apply }: Pick<GradientTools, 'apply'>,
): Value {
  return apply('Reshape', [value], { target: shape.map((dim) => (dim === 'batch' ? -1 : dim)) });
}

/** An attribute that is a list of integers. */
export function integers(attributes: Attributes, name: string): readonly number[] {
  const value = attributes[name];
  if (!Array.isArray(value)) throw new TypeError(`attribute ${name} is missing`);
  return value;
}

/** An attribute that is one integer, or its default. */
export function integer(attributes: Attributes, name: string, byDefault: number): number {
  const value = attributes[name] ?? byDefault;
  if (typeof value !== 'number') throw new TypeError(`attribute ${name} is no integer`);
  return value;
}

/** The size of a dimension that must be known when the graph is built. */
export function size(dim: Dim | undefined): number {
  if (typeof dim !== 'number') throw new RangeError(`dimension ${dim} must be known`);
  return dim;
}
