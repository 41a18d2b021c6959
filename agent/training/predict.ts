import { InferenceSession, Tensor } from 'onnxruntime-node';

const BATCH_ROWS = 256;

/** Scores [rows, labels] of a model for rows [rows, inputLength], on one thread of the CPU. */
export async function predict(
  onnx: Uint8Array,
  rows: Float32Array,
  inputLength: number,
): Promise<Float32Array> {
  const session = await InferenceSession.create(onnx, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
  });
  const parts: Float32Array[] = [];
  for (let at = 0; at < rows.length; at += BATCH_ROWS * inputLength) {
    const part = rows.subarray(at, at + BATCH_ROWS * inputLength);
    const signature = new Tensor('float32', part, [part.length / inputLength, inputLength]);
    const { scores } = await session.run({ signature });
    parts.push(scores!.data as Float32Array);
  }
  await session.release();
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
