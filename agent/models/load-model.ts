import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { refused } from '#schemas/errors/refused';
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
    throw refused('model_unreadable', {}, { cause: error });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (expectedSha256 !== undefined && expectedSha256.toLowerCase() !== sha256) {
    const wanted = expectedSha256.slice(0, 12);
    throw refused('model_other', { hash: sha256.slice(0, 12), wanted });
  }
  return { bytes, sha256, card: readCard(bytes) };
}
