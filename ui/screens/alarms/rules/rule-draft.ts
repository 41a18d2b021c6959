import { type Signal, signal } from '@preact/signals';
import type { Expression } from '#schemas/alarms/expression';
import type { Consequence, TimeToRespond } from '#schemas/alarms/priority';
import type { AlarmRule } from '#schemas/alarms/rule';
import { flatTerms, type TermDraft, termDraft, termOf } from './term-draft.ts';
import { spansOf, type WeekDraft, weekDraft } from './week-draft.ts';

/** A rule as it stands in the form. */
export interface RuleDraft {
  readonly name: Signal<string>;
  readonly description: Signal<string>;
  readonly isEnabled: Signal<boolean>;
  readonly joint: Signal<'all' | 'any'>;
  readonly terms: Signal<readonly TermDraft[]>;
  /** Joined in two levels: kept as it is. */
  readonly nested: Expression | null;
  readonly onDelay: Signal<string>;
  readonly offDelay: Signal<string>;
  readonly machineState: Signal<AlarmRule['machineState']>;
  readonly hasSchedule: Signal<boolean>;
  readonly schedule: WeekDraft;
  readonly nodeIds: Signal<readonly string[]>;
  readonly machineKinds: Signal<readonly string[]>;
  readonly tags: Signal<string>;
  readonly pointIds: readonly string[];
  readonly per: Signal<AlarmRule['per']>;
  readonly consequence: Signal<Consequence>;
  readonly timeToRespond: Signal<TimeToRespond>;
  readonly isLatching: Signal<boolean>;
  readonly whileRules: Signal<readonly string[]>;
  readonly inMaintenance: Signal<boolean>;
  readonly afterFirstOut: Signal<string>;
  readonly procedureId: Signal<string>;
  readonly policyId: Signal<string>;
}

/** What the form begins with; `parts`: where a new one holds. */
export function ruleDraft(
  rule: AlarmRule | null,
  timezone: string,
  parts: readonly string[] = [],
): RuleDraft {
  const flat = rule === null ? null : flatTerms(rule.when);
  const isNested = rule !== null && flat === null;
  return {
    name: signal(rule?.name ?? ''),
    description: signal(rule?.description ?? ''),
    isEnabled: signal(rule?.isEnabled ?? true),
    joint: signal(flat?.joint ?? 'all'),
    terms: signal((flat?.terms ?? [undefined]).map((term) => termDraft(term))),
    nested: isNested ? rule.when : null,
    onDelay: signal(String(rule?.onDelaySeconds ?? 10)),
    offDelay: signal(String(rule?.offDelaySeconds ?? 60)),
    machineState: signal(rule?.machineState ?? 'running'),
    hasSchedule: signal(rule?.schedule != null),
    schedule: weekDraft(rule?.schedule ?? null, timezone),
    nodeIds: signal(rule?.scope.nodeIds ?? parts),
    machineKinds: signal(rule?.scope.machineKinds ?? []),
    tags: signal((rule?.scope.tags ?? []).join(', ')),
    pointIds: rule?.scope.pointIds ?? [],
    per: signal(rule?.per ?? 'machine'),
    consequence: signal(rule?.consequence ?? 'moderate'),
    timeToRespond: signal(rule?.timeToRespond ?? 'shift'),
    isLatching: signal(rule?.isLatching ?? false),
    whileRules: signal(rule?.suppression.whileRules ?? []),
    inMaintenance: signal(rule?.suppression.inMaintenance ?? true),
    afterFirstOut: signal(String(rule?.suppression.afterFirstOutSeconds ?? 0)),
    procedureId: signal(rule?.procedureId ?? ''),
    policyId: signal(rule?.policyId ?? ''),
  };
}

const numberOf = (typed: string) => (typed.trim() === '' ? Number.NaN : Number(typed));

/** The rule as the hub wants it, not checked yet. */
export function ruleOf(draft: RuleDraft): Record<string, unknown> {
  return {
    name: draft.name.value,
    description: draft.description.value,
    isEnabled: draft.isEnabled.value,
    when: draft.nested ?? whenOf(draft),
    onDelaySeconds: numberOf(draft.onDelay.value),
    offDelaySeconds: numberOf(draft.offDelay.value),
    machineState: draft.machineState.value,
    schedule: draft.hasSchedule.value ? spansOf(draft.schedule) : null,
    scope: {
      nodeIds: draft.nodeIds.value,
      tags: draft.tags.value
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
      machineKinds: draft.machineKinds.value,
      pointIds: draft.pointIds,
    },
    per: draft.per.value,
    consequence: draft.consequence.value,
    timeToRespond: draft.timeToRespond.value,
    isLatching: draft.isLatching.value,
    suppression: {
      whileRules: draft.whileRules.value,
      inMaintenance: draft.inMaintenance.value,
      afterFirstOutSeconds: numberOf(draft.afterFirstOut.value),
    },
    procedureId: draft.procedureId.value || null,
    policyId: draft.policyId.value || null,
  };
}

function whenOf({ terms, joint }: RuleDraft): unknown {
  const parts = terms.value.map(termOf);
  return parts.length === 1 ? parts[0] : { [joint.value]: parts };
}
