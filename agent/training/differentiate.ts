import type { Graph, GraphNode, Value } from './graph.ts';
import { applyTo, OPERATORS } from './operators/operators.ts';

/**
 * Appends to the graph the gradients of a scalar loss for these values, by reverse-mode differentiation
 * (Griewank & Walther, "Evaluating Derivatives", 2008, chapter 3). Each is named in the result by its value's name.
 * @throws RangeError a value does not reach the loss, or through an operator without a gradient
 */
export function differentiate(
  graph: Graph,
  loss: Value,
  values: readonly Value[],
): Map<string, Value> {
  const apply = applyTo(graph);
  const forward = [...graph.nodes];
  const wanted = dependents(forward, values);
  const gradients = new Map<string, Value>([[loss.name, graph.constant([1])]]);
  for (const node of forward.reverse()) {
    const outputGradient = gradients.get(node.output.name);
    if (outputGradient === undefined || !wanted.has(node.output.name)) continue;
    const rule = OPERATORS[node.op]?.gradient;
    if (rule === undefined) throw new RangeError(`operator ${node.op} has no gradient`);
    const perInput = rule(node, outputGradient, { graph, apply });
    node.inputs.forEach((input, i) => {
      if (!wanted.has(input.name)) return;
      const sum = gradients.get(input.name);
      // A value that is used twice collects the gradients of both uses.
      gradients.set(input.name, sum ? apply('Add', [sum, perInput[i]!]) : perInput[i]!);
    });
  }
  return new Map(values.map((value) => [value.name, reached(gradients, value)]));
}

function reached(gradients: ReadonlyMap<string, Value>, value: Value): Value {
  const gradient = gradients.get(value.name);
  if (gradient === undefined) throw new RangeError(`${value.name} does not reach the loss`);
  return gradient;
}

/** The names of all values that depend on the given ones, those included. */
function dependents(nodes: readonly GraphNode[], values: readonly Value[]): Set<string> {
  const names = new Set(values.map((value) => value.name));
  for (const node of nodes) {
    if (node.inputs.some((input) => names.has(input.name))) names.add(node.output.name);
  }
  return names;
}
