import { z } from 'zod';
import { CAPTURE_SECONDS_MAX } from '#schemas/captures/track';
import { CaptureRuleId, NodeId } from '#schemas/ids/ids';
import { Rpm, TimeMs } from '#schemas/units/units';

/** Milliseconds of a window before and after its trigger. */
const Span = z
  .number()
  .int()
  .min(0)
  .max(CAPTURE_SECONDS_MAX * 1_000);

/** A window around a trigger, not empty and no longer than a ring keeps and a person waits. */
export const CaptureWindow = z
  .strictObject({ preMs: Span, postMs: Span })
  .refine(({ preMs, postMs }) => preMs + postMs >= 100, 'At least a tenth of a second.')
  .refine(
    ({ preMs, postMs }) => preMs + postMs <= CAPTURE_SECONDS_MAX * 1_000,
    `At most ${CAPTURE_SECONDS_MAX} seconds together.`,
  );
export type CaptureWindow = z.infer<typeof CaptureWindow>;

/** When a rule captures: each so many minutes, or when the speed has come into a band, with a rest in between. */
export const RuleTrigger = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('timer'),
    everyMinutes: z.number().int().min(5).max(43_200),
  }),
  z
    .strictObject({
      kind: z.literal('speed_band'),
      minRpm: Rpm,
      maxRpm: Rpm,
      restMinutes: z.number().int().min(1).max(43_200),
    })
    .refine(({ minRpm, maxRpm }) => minRpm < maxRpm, 'The band ends above where it begins.'),
]);
export type RuleTrigger = z.infer<typeof RuleTrigger>;

/** What a person says of a rule. Of a node above machines each machine is captured for itself. */
export const CaptureRuleEdit = z.strictObject({
  name: z.string().trim().min(1).max(80),
  nodeId: NodeId,
  trigger: RuleTrigger,
  window: CaptureWindow,
  isEnabled: z.boolean(),
});
export type CaptureRuleEdit = z.infer<typeof CaptureRuleEdit>;

export const CaptureRule = z.strictObject({
  ...CaptureRuleEdit.shape,
  ruleId: CaptureRuleId,
  /** Of the node; null when it is gone, and the rule does nothing. */
  nodeName: z.string().nullable(),
  machines: z.number().int().nonnegative(),
  createdMs: TimeMs,
  lastMs: TimeMs.nullable(),
  /** When a timer captures next; null: it does not. */
  nextMs: TimeMs.nullable(),
});
export type CaptureRule = z.infer<typeof CaptureRule>;
