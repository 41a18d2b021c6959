import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { differentiate } from './differentiate.ts';
import { type Attributes, Graph, type Shape, type Value } from './graph.ts';
import { encodeGraph } from './onnx/encode-graph.ts';
import type { Apply } from './operators/operator.ts';
import { applyTo, OPERATORS } from './operators/operators.ts';

/** A busy machine takes its time; nothing here is about time. */
setDefaultTimeout(60_000);

interface Case {
  name: string;
  shapes: Shape[];
  build: (apply: Apply, values: Value[], graph: Graph) => Value;
  /** Where the operator is smooth: values are drawn between these. */
  between?: [number, number];
}

const BATCH = 3;
const conv = (stride: number, pads: [number, number], kernel: number): Attributes => ({
  strides: [stride],
  pads,
  dilations: [1],
  kernel_shape: [kernel],
});
const pool = { kernel_shape: [4], strides: [4] };
const one = (op: string, between?: [number, number]): Case => ({
  name: op,
  shapes: [['batch', 5]],
  build: (apply, [x]) => apply(op, [x!]),
  ...(between === undefined ? {} : { between }),
});
const two = (op: string, other: Shape, between?: [number, number]): Case => ({
  name: `${op} with [${other}]`,
  shapes: [['batch', 4, 5], other],
  build: (apply, [a, b]) => apply(op, [a!, b!]),
  ...(between === undefined ? {} : { between }),
});
const gemm = (a: Shape, b: Shape, attributes: Attributes): Case => ({
  name: `Gemm ${JSON.stringify(attributes)}`,
  shapes: [a, b, [6]],
  build: (apply, values) => apply('Gemm', values, attributes),
});
const convolution = (stride: number, pads: [number, number], bias: boolean): Case => ({
  name: `Conv stride ${stride}, pads ${pads}${bias ? ', bias' : ''}`,
  shapes: [['batch', 2, 12], [3, 2, 4], ...(bias ? [[3]] : [])],
  build: (apply, values) => apply('Conv', values, conv(stride, pads, 4)),
});

const CASES: Case[] = [
  ...['Neg', 'Exp', 'Sigmoid', 'Tanh', 'Softplus', 'Identity'].map((op) => one(op)),
  one('Log', [0.5, 2]),
  one('Sqrt', [0.5, 2]),
  one('Relu', [0.1, 1]),
  one('Relu', [-1, -0.1]),
  ...(['Add', 'Sub', 'Mul'] as const).flatMap((op) => [
    two(op, ['batch', 4, 5]),
    two(op, [5]),
    two(op, [4, 1]),
    two(op, []),
  ]),
  two('Div', ['batch', 4, 5], [0.5, 2]),
  two('Div', [4, 1], [0.5, 2]),
  {
    name: 'MatMul',
    shapes: [
      ['batch', 4],
      [4, 6],
    ],
    build: (apply, values) => apply('MatMul', values),
  },
  gemm(['batch', 4], [4, 6], {}),
  gemm(['batch', 4], [6, 4], { transB: 1 }),
  gemm([4, 'batch'], [4, 6], { transA: 1 }),
  gemm([4, 'batch'], [6, 4], { transA: 1, transB: 1 }),
  convolution(1, [0, 0], false),
  convolution(1, [2, 1], true),
  convolution(1, [4, 0], false),
  convolution(2, [1, 1], true),
  convolution(3, [0, 2], true),
  convolution(5, [0, 0], false),
  { name: 'MaxPool', shapes: [['batch', 2, 12]], build: (apply, x) => apply('MaxPool', x, pool) },
  {
    name: 'AveragePool',
    shapes: [['batch', 2, 12]],
    build: (apply, x) => apply('AveragePool', x, pool),
  },
  {
    name: 'GlobalAveragePool',
    shapes: [['batch', 2, 12]],
    build: (apply, x) => apply('GlobalAveragePool', x),
  },
  {
    name: 'Reshape to rows',
    shapes: [['batch', 2, 6]],
    build: (apply, x) => apply('Reshape', x, { target: [-1, 12] }),
  },
  {
    name: 'Transpose',
    shapes: [['batch', 2, 6]],
    build: (apply, x) => apply('Transpose', x, { perm: [1, 2, 0] }),
  },
  {
    name: 'Concat',
    shapes: [
      ['batch', 3],
      ['batch', 5],
    ],
    build: (apply, values) => apply('Concat', values, { axis: 1 }),
  },
  {
    name: 'Slice',
    shapes: [['batch', 9]],
    build: (apply, x) => apply('Slice', x, { starts: [2], ends: [6], axes: [1] }),
  },
  ...(['ReduceSum', 'ReduceMean'] as const).flatMap((op) =>
    [
      { axes: [1], keepdims: 1 },
      { axes: [0, 2], keepdims: 0 },
      { axes: [0, 1, 2], keepdims: 0 },
    ].map((attributes) => ({
      name: `${op} ${JSON.stringify(attributes)}`,
      shapes: [['batch', 3, 4]] as Shape[],
      build: (apply: Apply, x: Value[]) => apply(op, x, attributes),
    })),
  ),
  {
    name: 'a value used twice, through layer normalisation',
    shapes: [['batch', 6]],
    build: (apply, [x], graph) => {
      const centred = apply('Sub', [x!, apply('ReduceMean', [x!], { axes: [1], keepdims: 1 })]);
      const squares = apply('Mul', [centred, centred]);
      const variance = apply('ReduceMean', [squares], { axes: [1], keepdims: 1 });
      const deviation = apply('Sqrt', [apply('Add', [variance, graph.constant([0.1])])]);
      return apply('Div', [centred, deviation]);
    },
  },
];

/** A fixed sequence between two bounds, never twice the same: the maximum of a pool must not be a tie. */
function draw(count: number, [low, high]: [number, number], salt: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const unit = ((i + 1) * 0.618033988749895 + salt * 0.7548776662) % 1;
    return low + (high - low) * unit;
  });
}

const sizes = (shape: Shape) => shape.map((dim) => (dim === 'batch' ? BATCH : dim));

/** The loss (a fixed weighted sum of the operator's output) and its gradients, as one session. */
async function prepare(testCase: Case) {
  const graph = new Graph();
  const apply = applyTo(graph);
  const inputs = testCase.shapes.map((shape, i) => graph.input(`x${i}`, shape));
  const y = testCase.build(apply, inputs, graph);
  const weighted = apply('Mul', [y, graph.input('weights', y.shape)]);
  const axes = weighted.shape.map((_, i) => i);
  const loss = axes.length === 0 ? weighted : apply('ReduceSum', [weighted], { axes, keepdims: 0 });
  const gradients = differentiate(graph, loss, inputs);
  graph.output('loss', loss);
  for (const [name, gradient] of gradients) graph.output(`d_${name}`, gradient);
  const session = await InferenceSession.create(encodeGraph(graph, 'check'));
  const between = testCase.between ?? [-1, 1];
  const tensor = (shape: Shape, range: [number, number], salt: number) => {
    const dims = sizes(shape);
    return new Tensor(
      'float32',
      draw(
        dims.reduce((p, n) => p * n, 1),
        range,
        salt,
      ),
      dims,
    );
  };
  const values = testCase.shapes.map((shape, i) => tensor(shape, between, i));
  const weights = tensor(y.shape, [-1, 1], 9);
  const run = () =>
    session.run({ weights, ...Object.fromEntries(values.map((value, i) => [`x${i}`, value])) });
  return { values, run };
}

describe('gradients agree with finite differences', () => {
  test.each(CASES.map((c) => [c.name, c] as const))('%s', async (_, testCase) => {
    const { values, run } = await prepare(testCase);
    const analytic = await run();
    const step = 1e-2;
    for (const [i, value] of values.entries()) {
      const data = value.data as Float32Array;
      const gradient = analytic[`d_x${i}`]!;
      expect([...gradient.dims]).toEqual([...value.dims]);
      for (let k = 0; k < data.length; k++) {
        const here = data[k]!;
        data[k] = here + step;
        const above = (await run()).loss!.data[0] as number;
        data[k] = here - step;
        const below = (await run()).loss!.data[0] as number;
        data[k] = here;
        const numeric = (above - below) / (2 * step);
        expect(Math.abs((gradient.data[k] as number) - numeric)).toBeLessThan(
          3e-3 * Math.max(1, Math.abs(numeric)),
        );
      }
    }
  });

  test('every operator that has a gradient is among them', () => {
    const names = CASES.map((c) => c.name).join(' ');
    const covered = Object.keys(OPERATORS).filter((op) => OPERATORS[op]!.gradient !== undefined);
    expect(covered.filter((op) => !names.includes(op))).toEqual([]);
  });
});

describe('differentiate refuses', () => {
  test('a loss behind an operator without a gradient', () => {
    const graph = new Graph();
    const x = graph.input('x', ['batch', 4]);
    const loss = applyTo(graph)('Sign', [x]);
    expect(() => differentiate(graph, loss, [x])).toThrow('Sign has no gradient');
  });

  test('a parameter that does not reach the loss', () => {
    const graph = new Graph();
    const x = graph.input('x', []);
    const y = graph.input('y', []);
    const loss = applyTo(graph)('Exp', [x]);
    expect(() => differentiate(graph, loss, [x, y])).toThrow('y does not reach the loss');
  });

  test('a product of a stack of matrices, which only gradients are written with', () => {
    const graph = new Graph();
    const [x, w] = [graph.input('x', ['batch', 3, 4]), graph.input('w', [4, 2])];
    const y = applyTo(graph)('MatMul', [x, w]);
    expect(y.shape).toEqual(['batch', 3, 2]);
    expect(() => differentiate(graph, y, [w])).toThrow('the gradient of a stack is not supported');
  });

  test('shapes that do not fit', () => {
    const graph = new Graph();
    const x = graph.input('x', ['batch', 4]);
    const w = graph.input('w', [5, 2]);
    expect(() => applyTo(graph)('MatMul', [x, w])).toThrow(RangeError);
  });
});
