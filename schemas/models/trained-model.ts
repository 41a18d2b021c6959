import { z } from 'zod';

/**
 * The networks that an agent can train, all on signatures: the small dense one of the model that Tremolo brings along, and a
 * one-dimensional convolutional one.
 */
export const TrainedModel = z.enum(['baseline', 'cnn1d']);
export type TrainedModel = z.infer<typeof TrainedModel>;
