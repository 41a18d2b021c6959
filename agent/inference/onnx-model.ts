import { InferenceSession, Tensor } from 'onnxruntime-node';
import { refused } from '#schemas/errors/refused';
import type { ModelCard } from '#schemas/models/model-card';
import { SIGNATURE_LENGTH, SIGNATURE_VERSION } from '#signal/features/signature';
import type { Provider } from './provider-probe.ts';

/** One session of a lane on a model that takes signatures. */
export class OnnxModel {
  readonly card: ModelCard;
  readonly #session: InferenceSession;
  readonly #inputName: string;
  readonly #outputName: string;

  private constructor(card: ModelCard, session: InferenceSession) {
    this.card = card;
    this.#session = session;
    this.#inputName = session.inputNames[0];
    this.#outputName = session.outputNames[0];
  }

  /**
   * Opens the session on one provider. One thread: the lanes are the parallelism.
   * @throws TremoloError model_refused: it takes another signature, or ONNX Runtime cannot load it
   */
  static async open(bytes: Uint8Array, card: ModelCard, provider: Provider): Promise<OnnxModel> {
    assertFits(card);
    try {
      const session = await InferenceSession.create(bytes, {
        executionProviders: [provider],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
      });
      return new OnnxModel(card, session);
    } catch (cause) {
      throw refused('model_not_loaded', {}, { cause });
    }
  }

  /** Scores of the first `count` signatures of `input`, row by row in the order of the card's labels. */
  async run(input: Float32Array<ArrayBuffer>, count: number): Promise<Float32Array> {
    const length = count * SIGNATURE_LENGTH;
    const rows = length === input.length ? input : input.subarray(0, length);
    const feeds = { [this.#inputName]: new Tensor('float32', rows, [count, SIGNATURE_LENGTH]) };
    const output = await this.#session.run(feeds);
    return output[this.#outputName].data as Float32Array;
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}

function assertFits(card: ModelCard): void {
  const { version } = card.preprocessing;
  if (version !== SIGNATURE_VERSION || card.inputLength !== SIGNATURE_LENGTH) {
    throw refused('model_signature', {
      ...{ model: card.name, version, values: card.inputLength },
      ...{ ownVersion: SIGNATURE_VERSION, ownValues: SIGNATURE_LENGTH },
    });
  }
}
