import { integer, type OperatorTable, size, sumTo } from './operator.ts';

/** Matrix products, MatMul also of a stack of matrices with one; Gemm with α = β = 1 and an optional bias. */
export const LINEAR: OperatorTable = {
  MatMul: {
    shape: ([a, b]) => {
      if (size(a!.shape.at(-1)) !== b!.shape[0]) throw new RangeError(`${a!.shape} × ${b!.shape}`);
      return [...a!.shape.slice(0, -1), b!.shape[1]!];
    },
    gradient(node, dy, { apply }) {
      const [a, b] = node.inputs;
      if (a!.shape.length !== 2) throw new RangeError('the gradient of a stack is not supported');
      return [apply('Gemm', [dy, b!], { transB: 1 }), apply('Gemm', [a!, dy], { transA: 1 })];
    },
  },
  Gemm: {
    shape: ([a, b], attributes) => {
      const transA = integer(attributes, 'transA', 0);
      const transB = integer(attributes, 'transB', 0);
      if (a!.shape[1 - transA] !== b!.shape[transB]) {
        throw new RangeError(`Gemm of ${a!.shape} and ${b!.shape}`);
      }
      return [a!.shape[transA]!, b!.shape[1 - transB]!];
    },
    gradient(node, dy, tools) {
      const [a, b, bias] = node.inputs;
      const transA = integer(node.attributes, 'transA', 0);
      const transB = integer(node.attributes, 'transB', 0);
      const { apply } = tools;
      const da =
        transA === 0
          ? apply('Gemm', [dy, b!], { transB: 1 - transB })
          : apply('Gemm', [b!, dy], { transA: transB, transB: 1 });
      const db =
        transB === 0
          ? apply('Gemm', [a!, dy], { transA: 1 - transA })
          : apply('Gemm', [dy, a!], { transA: 1, transB: transA });
      return bias === undefined ? [da, db] : [da, db, sumTo(dy, bias.shape, tools)];
    },
  },
};
