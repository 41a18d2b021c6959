import { z } from 'zod';
import { FaultLabel } from '#schemas/readings/finding';
import { SampleRateHz } from '#schemas/units/units';

/** The metadata key of an .onnx file under which its card travels, as JSON. */
export const MODEL_CARD_KEY = 'tremolo.card';

/**
 * Everything that one needs to run a model and to judge it, inside the file itself.
 * Input `signature` is float32 [batch, inputLength]; output `scores` is float32 [batch, labels], probabilities 0…1.
 */
export const ModelCard = z.strictObject({
  card: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  version: z.string().max(32),
  labels: z.array(FaultLabel).min(1),
  /** Probability from which a label counts as found, one per label. */
  thresholds: z.array(z.number().min(0).max(1)),
  /** The rate it was trained at, and the rates that it can be fed from without resampling. */
  sampleRateHz: z.strictObject({ trained: SampleRateHz, min: SampleRateHz, max: SampleRateHz }),
  /** True where a stream outside min…max may be resampled to `trained`; otherwise it is refused. */
  resample: z.boolean(),
  /** Samples in a window and between the starts of two windows. */
  windowSamples: z.number().int().positive(),
  hopSamples: z.number().int().positive(),
  axes: z.literal(1),
  unit: z.literal('g'),
  /** Which vector of `#signal/features/signature` it takes. */
  preprocessing: z.strictObject({ name: z.literal('signature'), version: z.number().int() }),
  inputLength: z.number().int().positive(),
  trainingData: z.array(
    z.strictObject({ name: z.string(), sha256: z.string(), records: z.number().int() }),
  ),
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      split: z.string(),
      value: z.number(),
      sd: z.number().optional(),
    }),
  ),
  seed: z.number().int(),
  command: z.string().max(400),
});
export type ModelCard = z.infer<typeof ModelCard>;
