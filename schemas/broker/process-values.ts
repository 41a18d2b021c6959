import { z } from 'zod';
import { ProcessValueName, ProcessValueUnit } from '#schemas/plant/process-value';

/** Values that a sensor or a gateway tells beside its waveform. */
export const ProcessValueMessage = z.strictObject({
  values: z
    .array(
      z.strictObject({
        name: ProcessValueName,
        /** Null: there is none now. */
        value: z.number().nullable(),
        unit: ProcessValueUnit.optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type ProcessValueMessage = z.infer<typeof ProcessValueMessage>;

/** Whether a host application hears edge nodes (Sparkplug 3.0.0, chapter 5.7). The same time in both, so that one belongs to the other. */
export interface SparkplugState {
  readonly online: boolean;
  readonly timestamp: number;
}
