import { z } from 'zod';
import { Expression, realmOf, restsOnShapeAlone, termsOf } from '#schemas/alarms/expression';
import { AlarmPriority, Consequence, TimeToRespond } from '#schemas/alarms/priority';
import { WeekTimes } from '#schemas/alarms/week-times';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import { AlarmRuleId, EscalationPolicyId, ProcedureId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

const DELAY_SECONDS_MAX = 86_400;

/**
 * On what the rule holds: what any of nodes, tags and points names, or everything where all three are empty; and of kinds of machines, if
 * some are named, only those.
 */
export const RuleScope = z.strictObject({
  /** Nodes with all that is below them. */
  nodeIds: z.array(z.string().max(40)).max(200).default([]),
  tags: z.array(z.string().max(40)).max(50).default([]),
  /** Kinds of machines, as the plant calls them. */
  machineKinds: z.array(z.string().max(40)).max(50).default([]),
  pointIds: z.array(z.string().max(40)).max(500).default([]),
});
export type RuleScope = z.infer<typeof RuleScope>;

/** When an alarm of this rule is not shown because something else explains it. */
export const RuleSuppression = z.strictObject({
  /** While an alarm of one of these rules stands on the same machine, or on the agent that diagnoses it. */
  whileRules: z.array(AlarmRuleId).max(20).default([]),
  /** While the agent that diagnoses the point is in maintenance or drained by somebody. */
  inMaintenance: z.boolean().default(true),
  /** For so many seconds after the first alarm of the same machine, unless this is more urgent; 0: never. */
  afterFirstOutSeconds: z.number().int().min(0).max(3_600).default(0),
});
export type RuleSuppression = z.infer<typeof RuleSuppression>;

const fields = {
  name: z.string().trim().min(1).max(80).regex(PLAIN_NAME, NO_PLAIN_NAME),
  description: z.string().trim().max(400).default(''),
  isEnabled: z.boolean().default(true),
  when: Expression,
  /** It has to hold for so long before there is an alarm, and to be over for so long before that returns. */
  onDelaySeconds: z.number().min(0).max(DELAY_SECONDS_MAX).default(0),
  offDelaySeconds: z.number().min(0).max(DELAY_SECONDS_MAX).default(0),
  /** In which state of the machine it is judged. `running`: while it stands still its alarms are suppressed. */
  machineState: z.enum(['any', 'running', 'stopped']).default('any'),
  /** When it is judged; null: always. */
  schedule: WeekTimes.nullable().default(null),
  scope: RuleScope.prefault({}),
  /** One alarm for each point, or one for each machine with the worst of its points. */
  per: z.enum(['point', 'machine']).default('machine'),
  consequence: Consequence,
  timeToRespond: TimeToRespond,
  /** Once raised it stays until somebody resets it, whatever becomes of its cause. */
  isLatching: z.boolean().default(false),
  suppression: RuleSuppression.prefault({}),
  procedureId: ProcedureId.nullable().default(null),
  policyId: EscalationPolicyId.nullable().default(null),
};

/** A rule as a person writes it. */
export const RuleBody = z.strictObject(fields).superRefine((rule, context) => {
  const terms = termsOf(rule.when);
  const realms = new Set(terms.map(realmOf));
  const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['when'], message });
  if (realms.has('system') && realms.size > 1) {
    refuse('The system itself cannot be mixed with points or process values.');
  }
  if (restsOnShapeAlone(rule.when)) {
    refuse('Crest factor and kurtosis fall back late in a bearing’s life: join them with a level.');
  }
  for (const term of terms) {
    if ('windowSeconds' in term && term.take !== 'last' && term.windowSeconds === 0) {
      refuse(`To take the ${term.take} of a value, say over how many seconds.`);
    }
  }
});
export type RuleBody = z.infer<typeof RuleBody>;

/** A rule as it is kept. */
export const AlarmRule = z.strictObject({
  ...fields,
  ruleId: AlarmRuleId,
  /** Comes with Tremolo: it can be changed and switched off, and put back as it came, never deleted. */
  isBuiltIn: z.boolean(),
  priority: AlarmPriority,
  revision: z.number().int().positive(),
  changedMs: TimeMs,
  changedByName: z.string().nullable(),
});
export type AlarmRule = z.infer<typeof AlarmRule>;
