import protobuf from 'protobufjs';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { ONNX_DESCRIPTOR } from './onnx-descriptor.ts';

const ModelProto = protobuf.Root.fromJSON(ONNX_DESCRIPTOR).lookupType('onnx.ModelProto');
const FLOAT = 1;

/**
 * The float32 tensors stored in an .onnx file of ours, by name: the weights and normalisation to train on from.
 * @throws TremoloError model_refused
 */
export function readStored(onnx: Uint8Array): Map<string, Float32Array> {
  const stored = new Map<string, Float32Array>();
  let model: protobuf.Message & { graph?: { initializer?: StoredProto[] } };
  try {
    model = ModelProto.decode(onnx);
  } catch (error) {
    throw new TremoloError('model_refused', 'The file is no ONNX model, or is damaged.', {
      cause: error,
    });
  }
  for (const { name, dataType, rawData } of model.graph?.initializer ?? []) {
    // Copied, because raw bytes in a message lie at any address.
    if (dataType === FLOAT) stored.set(name, new Float32Array(Uint8Array.from(rawData).buffer));
  }
  return stored;
}

interface StoredProto {
  name: string;
  dataType: number;
  rawData: Uint8Array;
}
