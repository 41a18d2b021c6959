import type { Attributes, Graph, Value } from '../graph.ts';
import { CONVOLUTION } from './convolution.ts';
import { ELEMENTWISE } from './elementwise.ts';
import { LINEAR } from './linear.ts';
import type { Apply, OperatorTable } from './operator.ts';
import { integers } from './operator.ts';
import { POOLING } from './pooling.ts';
import { REDUCTION } from './reduction.ts';
import { SHAPING } from './shaping.ts';

/** Every operator that a training graph may be written with. */
export const OPERATORS: OperatorTable = {
  ...ELEMENTWISE,
  ...LINEAR,
  ...CONVOLUTION,
  ...POOLING,
  ...SHAPING,
  ...REDUCTION,
};

/** The `apply` of a graph: appends an operator's node with its shape inferred. @throws RangeError shapes do not fit */
export function applyTo(graph: Graph): Apply {
  return (op: string, inputs: readonly Value[], attributes: Attributes = {}): Value => {
    const operator = OPERATORS[op];
    if (operator === undefined) throw new RangeError(`operator ${op} is not in the table`);
    const shape = operator.shape(inputs, attributes);
    const names = operator.integerInputs ?? [];
    const stored = Object.fromEntries(
      names.map((name) => [name, graph.integers(integers(attributes, name))]),
    );
    return graph.append(op, inputs, attributes, shape, operator.type, stored);
  };
}
