import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { ModelCard } from '#schemas/models/model-card';
import { readCard } from '#schemas/models/onnx-card';

/** A model ready for a session: the file's bytes, their hash and the card inside. */
export interface LoadedModel {
  bytes: Uint8Array;
  /** SHA-256 of the file, lower-case hexadecimal. */
  sha256: string;
  card: ModelCard;
}

/** Where the model that Tremolo brings along lies. */
export const BASELINE_MODEL_PATH = `${import.meta.dirname}/baseline.onnx`;

/**
 * Reads a model, verifies its hash where one is demanded, and reads its card.
 * @throws TremoloError not_found, or model_refused: another hash, damaged, no valid card
 */
export async function loadModel(path: string, expectedSha256?: string): Promise<LoadedModel> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new TremoloError('not_found', 'The model file cannot be read.', { cause: error });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (expectedSha256 !== undefined && expectedSha256.toLowerCase() !== sha256) {
    throw new TremoloError(
      'model_refused',
      `The model's SHA-256 is ${sha256.slice(0, 12)}…, not ${expectedSha256.slice(0, 12)}…: it is damaged or another one.`,
    );
  }
  return { bytes, sha256, card: readCard(bytes) };
}
