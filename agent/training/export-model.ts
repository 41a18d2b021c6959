import { type Architecture, ExportedNetwork, type Weights } from './network.ts';
import { encodeGraph } from './onnx/encode-graph.ts';

/**
 * The trained model's .onnx bytes, without a card: input `signature` [batch, inputLength], output `scores`
 * [batch, labels], probabilities. The very forward part that was trained, with a sigmoid behind.
 */
export function exportModel(
  architecture: Architecture,
  inputLength: number,
  weights: Weights,
): Uint8Array {
  const net = new ExportedNetwork(weights);
  const rows = net.graph.input('signature', ['batch', inputLength]);
  net.graph.output('scores', net.apply('Sigmoid', [architecture(net, rows)]));
  return encodeGraph(net.graph, 'tremolo');
}
