import protobuf from 'protobufjs';
import type { Attribute, ElementType, Graph, GraphNode, StoredTensor, Value } from '../graph.ts';
import { ONNX_DESCRIPTOR } from './onnx-descriptor.ts';

const ModelProto = protobuf.Root.fromJSON(ONNX_DESCRIPTOR).lookupType('onnx.ModelProto');

/** Opset 18 is the first whose ReduceMean takes axes as an input, as ReduceSum does since 13. */
const OPSET = 18;
const IR_VERSION = 8;
const ELEMENT_TYPE: Readonly<Record<ElementType, number>> = { float32: 1, int64: 7, bool: 9 };
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** The bytes of an .onnx file with this graph; `batch` dimensions stay open. */
export function encodeGraph(graph: Graph, name: string): Uint8Array {
  const model = {
    irVersion: IR_VERSION,
    producerName: 'tremolo',
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name,
      node: graph.nodes.map(encodeNode),
      initializer: graph.stored.map(encodeTensor),
      input: graph.inputs.map(encodeValue),
      output: graph.outputs.map(encodeValue),
    },
  };
  return ModelProto.encode(ModelProto.fromObject(model)).finish();
}

function encodeNode(node: GraphNode) {
  const inputs = [...node.inputs, ...Object.values(node.integerInputs)];
  const attributes = Object.entries(node.attributes).filter(([n]) => !(n in node.integerInputs));
  return {
    opType: node.op,
    name: node.output.name,
    input: inputs.map((value) => value.name),
    output: [node.output.name],
    attribute: attributes.map(([name, value]) => encodeAttribute(name, value)),
  };
}

function encodeAttribute(name: string, value: Attribute) {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_INT, i: value };
  if ('float' in value) return { name, type: ATTRIBUTE_FLOAT, f: value.float };
  return { name, type: ATTRIBUTE_INTS, ints: [...value] };
}

/** Raw data is little-endian by the format; every machine that we run on is. */
function encodeTensor({ value, data }: StoredTensor) {
  return {
    name: value.name,
    dims: [...value.shape],
    dataType: ELEMENT_TYPE[value.type],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

function encodeValue(value: Value) {
  const dim = value.shape.map((d) => (d === 'batch' ? { dimParam: d } : { dimValue: d }));
  return {
    name: value.name,
    type: { tensorType: { elemType: ELEMENT_TYPE[value.type], shape: { dim } } },
  };
}
