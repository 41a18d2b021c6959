import { z } from 'zod';
import type { JobKind } from '#schemas/jobs/job-kind';
import { TrainedModel } from '#schemas/models/trained-model';

const EPOCHS_MAX = 500;

/** Trains a model of fault labels from synthesized machines, as the one that Tremolo brings along was. */
export const TRAIN = {
  kind: 'train',
  says: 'An agent trains a model for faults on synthesized machines.',
  queue: 'training',
  hasCheckpoint: true,
  filesOf: ({ captures }) => (typeof captures === 'string' ? [captures] : []),
  arguments: z.strictObject({
    model: TrainedModel.default('baseline').describe('Which network it is made of.'),
    seed: z
      .number()
      .int()
      .min(0)
      .max(4_294_967_295)
      .default(1)
      .describe('The same seed gives the same model.'),
    captures: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null)
      .describe(
        'A set of labelled captures to learn from beside the made-up machines: made from the list of captures.',
      ),
    rows: z.number().int().min(50).max(500_000).default(60_000).describe('Rows to learn from.'),
    heldOutRows: z
      .number()
      .int()
      .min(40)
      .max(50_000)
      .default(8_000)
      .describe('Rows that thresholds are set on, and as many that the model is measured on.'),
    members: z
      .number()
      .int()
      .min(1)
      .max(8)
      .default(3)
      .describe('Networks whose logits are averaged.'),
    epochs: z.number().int().min(1).max(EPOCHS_MAX).default(24),
    batchRows: z.number().int().min(8).max(4_096).default(256),
    learningRate: z.number().positive().max(1).default(2e-3),
    weightDecay: z.number().nonnegative().max(1).default(1e-3),
  }),
  progress: z.strictObject({
    stage: z.enum(['synthesizing', 'training', 'measuring']),
    /** Of the rows that are synthesized: before training those to learn from, then those to measure on. */
    rows: z.number().int().nonnegative().optional(),
    ofRows: z.number().int().positive().optional(),
    /** Of the networks, from 1. */
    member: z.number().int().positive().optional(),
    members: z.number().int().positive().optional(),
    epoch: z.number().int().positive().optional(),
    epochs: z.number().int().positive().optional(),
    /** Mean loss of each epoch of this network so far; those of an earlier attempt too, where this one went on from it. */
    losses: z.array(z.number()).max(EPOCHS_MAX).optional().meta({ along: 'epoch' }),
    /** Macro AUROC after each epoch, on machines that it does not learn from. */
    aurocs: z.array(z.number()).max(EPOCHS_MAX).optional().meta({ along: 'epoch' }),
    /** What training still takes, going by the epochs of this attempt. */
    leftS: z.number().nonnegative().optional(),
  }),
  result: z.strictObject({
    name: z.string(),
    version: z.string(),
    /** Of the file, which lies in the folder of models of the agent, named by it, and with the hub. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.number().int().positive(),
    metrics: z
      .array(z.strictObject({ name: z.string(), split: z.string(), value: z.number() }))
      .max(100),
    /** The hub has it, and other agents get it from there; else it is on the agent alone that trained it. */
    isWithHub: z.boolean(),
    /** Epochs that an earlier attempt had behind it when this one took over. */
    epochsResumed: z.number().int().nonnegative(),
  }),
  limits: { timeS: 43_200, memoryMb: 8_192 },
} as const satisfies JobKind;
