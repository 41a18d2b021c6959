/** A dimension's size, or `batch`: the number of rows, known only when the graph runs. */
export type Dim = number | 'batch';
export type Shape = readonly Dim[];
export type ElementType = 'float32' | 'int64' | 'bool';

/** A tensor that flows in a graph, by name. */
export interface Value {
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
}

/** An ONNX attribute: integers by default, a float where `float` says so. */
export type Attribute = number | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

/** One operator applied; every operator that we use has one output. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly attributes: Attributes;
  /** Attributes that this opset wants as stored int64 inputs behind the others (axes, shapes), by name. */
  readonly integerInputs: Readonly<Record<string, Value>>;
}

/** A tensor stored in the graph. */
export interface StoredTensor {
  readonly value: Value;
  readonly data: Float32Array | BigInt64Array;
}

/** An ONNX graph under construction: nodes in the order of execution. Knows no operator's meaning. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly stored: StoredTensor[] = [];
  #count = 0;

  /** A tensor that every run is given. */
  input(name: string, shape: Shape): Value {
    const value: Value = { name, shape, type: 'float32' };
    this.inputs.push(value);
    return value;
  }

  /** A float32 tensor stored in the graph, by default a scalar. */
  constant(data: ArrayLike<number>, shape: readonly number[] = []): Value {
    return this.#store(Float32Array.from(data), shape, 'float32');
  }

  /** A vector of int64 stored in the graph: axes, shapes. */
  integers(data: readonly number[]): Value {
    return this.#store(BigInt64Array.from(data, BigInt), [data.length], 'int64');
  }

  /** Appends a node whose output has this shape. Callers use `apply`, which infers it. */
  append(
    op: string,
    inputs: readonly Value[],
    attributes: Attributes,
    shape: Shape,
    type: ElementType = 'float32',
    integerInputs: Readonly<Record<string, Value>> = {},
  ): Value {
    const output: Value = { name: `${op.toLowerCase()}_${this.#count++}`, shape, type };
    this.nodes.push({ op, inputs, output, attributes, integerInputs });
    return output;
  }

  /** Makes a value a result of every run, under a name of its own. */
  output(name: string, value: Value): void {
    const named: Value = { ...value, name };
    const node = { inputs: [value], output: named, attributes: {}, integerInputs: {} };
    this.nodes.push({ op: 'Identity', ...node });
    this.outputs.push(named);
  }

  #store(data: Float32Array | BigInt64Array, shape: readonly number[], type: ElementType): Value {
    const value: Value = { name: `stored_${this.#count++}`, shape, type };
    this.stored.push({ value, data });
    return value;
  }
}
