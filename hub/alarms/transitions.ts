import type { Alarm, AlarmAsset } from '#schemas/alarms/alarm';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { AlarmDraft, Said } from './alarm-draft.ts';
import type { GoneBecause } from './edge.ts';
import { type Suppressed, type SuppressionDeps, suppressionOf } from './flood/suppression.ts';
import type { PersonHold } from './hold-book.ts';
import { keyOf } from './instance.ts';
import type { Why } from './rules/say-why.ts';
import { bitsOf, phaseOf, phaseStep } from './states/alarm-machine.ts';

/** What transitions ask of others. */
export interface TransitionDeps extends SuppressionDeps {
  readonly ruleOf: (ruleId: string) => AlarmRule | null;
}

/** The rule begins to hold. */
export function raise(
  draft: AlarmDraft,
  { rule, asset, together, why }: Raised,
  deps: TransitionDeps,
): void {
  const known = draft.open.of(keyOf(rule.ruleId, asset.assetId));
  const step = phaseStep(known === undefined ? 'none' : phaseOf(known), 'raise', rule.isLatching);
  // It stands already: a repetition is no second alarm.
  if (step === null || step.to === 'none') return;
  const alarm: Alarm = {
    ...(known ?? draft.fresh(rule, asset, together, why)),
    ...bitsOf(step.to),
    returnedMs: null,
    acknowledgedMs: null,
    acknowledgedBy: null,
    returns: known === undefined ? 0 : known.returns + 1,
    // Its machine may have been moved or renamed meanwhile.
    asset,
    cause: why.cause,
    evidence: why.evidence,
  };
  if (step.says === 'changed' && alarm.hold === null) draft.put(alarm, 'changed');
  else show(draft, { ...alarm, hold: null }, rule, deps);
  reconsiderNear(draft, alarm, deps);
}

export interface Raised {
  readonly rule: AlarmRule;
  readonly asset: AlarmAsset;
  /** What it stands together with: its machine, or its agent. */
  readonly together: string;
  readonly why: Why;
}

/** Shows an active alarm to people, or says why it is held back. */
function show(draft: AlarmDraft, alarm: Alarm, rule: AlarmRule, deps: TransitionDeps): Alarm {
  const held = draft.holds.of(keyOf(alarm.ruleId, alarm.asset.assetId));
  const why = whyOf(alarm);
  if (held !== undefined) {
    return draft.put({ ...alarm, hold: held.hold }, held.hold.kind, why);
  }
  const hold = suppressed(draft, alarm, rule, deps);
  if (hold !== null) return draft.put({ ...alarm, hold }, 'suppressed', { note: hold.why });
  return draft.put({ ...alarm, hold: null, shownMs: draft.nowMs }, 'raised', why);
}

/** What a step says of why the alarm stands. */
function whyOf({ evidence: { says, facts } }: Alarm): Said {
  return { note: says, facts };
}

function suppressed(
  draft: AlarmDraft,
  alarm: Alarm,
  rule: AlarmRule,
  deps: TransitionDeps,
): Suppressed | null {
  const why = suppressionOf(alarm, rule, draft.open, draft.nowMs, deps);
  return why && { kind: 'suppressed', ...why, sinceMs: draft.nowMs };
}

/** The cause is over. */
export function giveBack(draft: AlarmDraft, key: string, deps: TransitionDeps): void {
  const known = draft.open.of(key);
  if (known === undefined) return;
  const isLatching = deps.ruleOf(known.ruleId)?.isLatching ?? false;
  const step = phaseStep(phaseOf(known), 'return', isLatching);
  if (step === null) return;
  const alarm = { ...known, returnedMs: draft.nowMs };
  // What nobody was ever shown needs nobody's acknowledgement.
  const isOver = step.to === 'none' || known.shownMs === null;
  const after = isOver
    ? draft.put({ ...alarm, isActive: false }, 'returned')
    : draft.put({ ...alarm, ...bitsOf(step.to as Exclude<typeof step.to, 'none'>) }, 'returned');
  if (isOver) close(draft, after, 'returned');
  reconsiderNear(draft, after, deps);
}

/** There is nothing more that could raise it: the point is removed, the rule is gone. */
export function letGo(
  draft: AlarmDraft,
  key: string,
  because: GoneBecause,
  deps: TransitionDeps,
): void {
  const known = draft.open.of(key);
  if (known === undefined) return;
  const returnedMs = known.returnedMs ?? draft.nowMs;
  close(draft, { ...known, isActive: false, isLatched: false, returnedMs }, because);
  reconsiderNear(draft, known, deps);
}

export function close(
  draft: AlarmDraft,
  alarm: Alarm,
  closedBecause: NonNullable<Alarm['closedBecause']>,
): Alarm {
  const closed = { ...alarm, closedMs: draft.nowMs, closedBecause, hold: null };
  return draft.put(closed, 'closed', { note: closedBecause });
}

/** Others of the same machine or agent may be explained by it now, or no more. */
function reconsiderNear(draft: AlarmDraft, changed: Alarm, deps: TransitionDeps): void {
  const { agentId, kind } = changed.asset;
  // What is wrong with the hub itself can explain anything; it comes seldom.
  const near =
    kind === 'system' && agentId === null
      ? [...draft.open.all()]
      : [
          ...draft.open.together(changed.groupKey.slice(0, changed.groupKey.lastIndexOf('|'))),
          ...(kind === 'system' && agentId !== null ? draft.open.ofAgent(agentId) : []),
        ];
  for (const one of near) {
    if (one.alarmId === changed.alarmId) continue;
    const rule = deps.ruleOf(one.ruleId);
    if (rule?.suppression.whileRules.includes(changed.ruleId)) reconsider(draft, one.alarmId, deps);
  }
}

/** Suppresses by design what is explained now, and shows what is explained no more. People's own holds stay. */
export function reconsider(draft: AlarmDraft, alarmId: string, deps: TransitionDeps): void {
  const known = draft.open.get(alarmId);
  const rule = known && deps.ruleOf(known.ruleId);
  if (known === undefined || !rule || (known.hold !== null && known.hold.kind !== 'suppressed'))
    return;
  const hold = known.isActive ? suppressed(draft, known, rule, deps) : null;
  if (hold === null && known.hold === null) return;
  if (hold !== null && known.hold?.why === hold.why && known.hold.byAlarmId === hold.byAlarmId)
    return;
  if (hold === null) {
    const after = draft.put({ ...known, hold: null }, 'unsuppressed');
    announce(draft, after);
    return;
  }
  const what = known.hold === null ? 'suppressed' : 'changed';
  draft.put({ ...known, hold }, what, { note: hold.why });
}

/** What was held back before anybody saw it is raised to people now. */
function announce(draft: AlarmDraft, alarm: Alarm): void {
  if (!alarm.isActive || alarm.shownMs !== null) return;
  draft.put({ ...alarm, shownMs: draft.nowMs, isAcknowledged: false }, 'raised', whyOf(alarm));
}

/** A person's hold begins on an alarm that stands. */
export function holdBack(draft: AlarmDraft, alarm: Alarm, hold: PersonHold, said: Said): Alarm {
  return draft.put({ ...alarm, hold }, hold.kind, said);
}

/** A person's hold ends: by a person, or by its time. Then people are to look again at what still stands. */
export function comeBack(
  draft: AlarmDraft,
  alarm: Alarm,
  said: Said & { readonly isByTime: boolean },
  deps: TransitionDeps,
): Alarm {
  const what = alarm.hold?.kind === 'out_of_service' ? 'returned_to_service' : 'unshelved';
  const rule = deps.ruleOf(alarm.ruleId);
  const next = alarm.isActive && rule !== null ? suppressed(draft, alarm, rule, deps) : null;
  const after = draft.put({ ...alarm, hold: next }, what, said);
  if (next !== null || !after.isActive) return after;
  if (said.isByTime && !after.isLatched) {
    const anew = { isAcknowledged: false, acknowledgedMs: null, acknowledgedBy: null };
    return draft.put({ ...after, ...anew, shownMs: draft.nowMs }, 'raised', whyOf(after));
  }
  announce(draft, after);
  return draft.open.get(alarm.alarmId) ?? after;
}
