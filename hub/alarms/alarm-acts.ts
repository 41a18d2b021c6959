import type { Alarm, AlarmPerson } from '#schemas/alarms/alarm';
import { refused } from '#schemas/errors/refused';
import type { TremoloError } from '#schemas/errors/tremolo-error';
import type { Acknowledged, AcknowledgeMany } from '#schemas/http/alarms';
import { type AlarmId, newId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { AlarmDesk } from './alarm-desk.ts';
import type { AlarmDraft } from './alarm-draft.ts';
import { loadAlarm, type NameOf } from './alarm-rows.ts';
import type { Held, PersonHold } from './hold-book.ts';
import { keyOf } from './instance.ts';
import type { PlantView } from './plant-view.ts';
import { bitsOf, phaseOf, phaseStep } from './states/alarm-machine.ts';
import { close, comeBack, holdBack, type TransitionDeps } from './transitions.ts';

const MINUTE_MS = 60_000;

export interface ActsDeps {
  readonly desk: AlarmDesk;
  readonly store: Store;
  readonly nameOf: NameOf;
  readonly plant: PlantView;
  readonly transitions: TransitionDeps;
}

/** What somebody may do with an alarm, and whether he learns that there is one: rights can be given for a part of the plant. */
export interface Reach {
  readonly sees: (alarm: Pick<Alarm, 'asset'>) => boolean;
  readonly may: (alarm: Pick<Alarm, 'asset'>) => boolean;
}

/** What people do with alarms. Each act is stored with who did it before anybody sees it. */
export class AlarmActs {
  readonly #deps: ActsDeps;

  constructor(deps: ActsDeps) {
    this.#deps = deps;
  }

  /** Throws `conflict` and says who was first. */
  acknowledge(alarmId: AlarmId, comment: string | undefined, actor: Actor): Promise<Alarm> {
    return this.#onOpen(alarmId, (draft, alarm) => {
      if (alarm.isAcknowledged) throw acknowledgedFirst(alarm);
      return this.#acknowledge(draft, alarm, comment, actor);
    });
  }

  /** Those that somebody else was first with are told apart; what one may not is left. */
  acknowledgeMany(
    asked: AcknowledgeMany,
    { sees, may }: Reach,
    actor: Actor,
  ): Promise<Acknowledged> {
    return this.#deps.desk.act((draft) => {
      const result: Acknowledged = { acknowledged: [], already: [], left: [] };
      const seenMs = asked.seenMs ?? Number.POSITIVE_INFINITY;
      for (const [alarmId, alarm] of this.#meant(draft, asked, sees)) {
        // What came after the person looked is not silently taken as seen.
        const isSeen = alarm !== undefined && (alarm.shownMs ?? alarm.raisedMs) <= seenMs;
        if (!isSeen || !may(alarm)) result.left.push(alarmId);
        else if (alarm.isAcknowledged) {
          const { acknowledgedBy: by, acknowledgedMs: atMs } = alarm;
          result.already.push({ alarmId, by, atMs });
        } else result.acknowledged.push(this.#acknowledge(draft, alarm, asked.comment, actor));
      }
      return result;
    });
  }

  /** Of an open alarm or a closed one. */
  async comment(alarmId: AlarmId, comment: string, actor: Actor): Promise<Alarm> {
    const closed = await this.#closed(alarmId);
    return this.#deps.desk.act((draft) => {
      const alarm = wanted(draft.open.get(alarmId) ?? closed);
      const comments = alarm.comments + 1;
      return draft.put({ ...alarm, comments }, 'commented', { by: actor, note: comment });
    });
  }

  async mark(
    alarmId: AlarmId,
    { isFalse, note }: { isFalse: boolean; note?: string | undefined },
    actor: Actor,
  ): Promise<Alarm> {
    const closed = await this.#closed(alarmId);
    return this.#deps.desk.act((draft) => {
      const alarm = wanted(draft.open.get(alarmId) ?? closed);
      if (alarm.isFalse === isFalse) return alarm;
      const said = { by: actor, note: note ?? null, details: { isFalse } };
      return draft.put({ ...alarm, isFalse }, 'marked_false', said);
    });
  }

  shelve(alarmId: AlarmId, minutes: number, reason: string, actor: Actor): Promise<Alarm> {
    return this.#onOpen(alarmId, (draft, alarm) => {
      if (alarm.hold?.kind === 'out_of_service') {
        throw refused('alarm_is_out_of_service');
      }
      return this.#hold(draft, alarm, this.#newHold(draft, minutes, reason, actor), actor);
    });
  }

  takeOut(alarmId: AlarmId, reason: string, actor: Actor): Promise<Alarm> {
    return this.#onOpen(alarmId, (draft, alarm) => {
      if (alarm.hold?.kind === 'out_of_service') {
        throw refused('alarm_already_out');
      }
      return this.#hold(draft, alarm, this.#newHold(draft, null, reason, actor), actor);
    });
  }

  /** Ends a person's hold of this kind before its time. Throws `conflict` when there is none. */
  bringBack(alarmId: AlarmId, kind: PersonHold['kind'], actor: Actor): Promise<Alarm> {
    return this.#onOpen(alarmId, (draft, alarm) => {
      const held = draft.holds.of(keyOf(alarm.ruleId, alarm.asset.assetId));
      if (alarm.hold?.kind !== kind || held === undefined) {
        throw refused(kind === 'shelved' ? 'alarm_not_shelved' : 'alarm_not_out');
      }
      draft.dropHold(held);
      return comeBack(draft, alarm, { by: actor, isByTime: false }, this.#deps.transitions);
    });
  }

  /** Lets a latched alarm go. Throws `conflict` while its cause lasts. */
  reset(alarmId: AlarmId, actor: Actor): Promise<Alarm> {
    return this.#onOpen(alarmId, (draft, alarm) => {
      const step = phaseStep(phaseOf(alarm), 'reset', true);
      if (step === null) {
        throw refused(alarm.isActive ? 'alarm_cause_lasts' : 'alarm_not_latched');
      }
      if (step.to !== 'none')
        return draft.put({ ...alarm, ...bitsOf(step.to) }, 'reset', { by: actor });
      const over = { ...alarm, isActive: false, isLatched: false };
      return close(draft, draft.put(over, 'reset', { by: actor }), 'reset');
    });
  }

  /** Holds back a rule on what is there, whether there is an alarm or not. Throws `conflict` when it is held back already. */
  holdAsset(
    held: Omit<Held, 'hold'>,
    { minutes, reason }: { minutes: number | null; reason: string },
    actor: Actor,
  ): Promise<Held> {
    return this.#deps.desk.act((draft) => {
      const key = keyOf(held.ruleId, held.assetId);
      if (draft.holds.of(key) !== undefined) {
        throw refused('alarm_held');
      }
      const made = { ...held, hold: this.#newHold(draft, minutes, reason, actor) };
      const alarm = draft.open.of(key);
      if (alarm !== undefined) this.#hold(draft, alarm, made.hold, actor);
      else {
        draft.setHold(made);
        draft.record(holdEntry(made, actor, true));
      }
      return made;
    });
  }

  /** Ends a hold, whether there is an alarm behind it or not. Throws `not_found`. */
  endHold(holdId: string, actor: Actor): Promise<void> {
    return this.#deps.desk.act((draft) => {
      const held = draft.holds.find(holdId);
      if (held === undefined) throw refused('hold_unknown');
      this.release(draft, held, { by: actor, isByTime: false });
    });
  }

  /** Ends it within a draft: also when its time is over. */
  release(draft: AlarmDraft, held: Held, said: { by: Actor; isByTime: boolean }): void {
    draft.dropHold(held);
    const alarm = draft.open.of(keyOf(held.ruleId, held.assetId));
    if (alarm === undefined) draft.record(holdEntry(held, said.by, false));
    else comeBack(draft, alarm, said, this.#deps.transitions);
  }

  #newHold(draft: AlarmDraft, minutes: number | null, reason: string, actor: Actor): PersonHold {
    const common = {
      holdId: newId('ah'),
      reason,
      by: this.#person(actor),
      sinceMs: draft.nowMs,
    };
    return minutes === null
      ? { kind: 'out_of_service', ...common }
      : { kind: 'shelved', ...common, untilMs: draft.nowMs + minutes * MINUTE_MS };
  }

  #hold(draft: AlarmDraft, alarm: Alarm, hold: PersonHold, actor: Actor): Alarm {
    const { ruleId, asset } = alarm;
    const { assetId, name: assetName, area } = asset;
    const before = draft.holds.of(keyOf(ruleId, assetId));
    if (before !== undefined) draft.dropHold(before);
    draft.setHold({ ruleId, assetId, assetName, area, hold });
    const untilMs = hold.kind === 'shelved' ? hold.untilMs : null;
    return holdBack(draft, alarm, hold, { by: actor, note: hold.reason, details: { untilMs } });
  }

  #acknowledge(draft: AlarmDraft, alarm: Alarm, comment: string | undefined, actor: Actor): Alarm {
    const step = phaseStep(phaseOf(alarm), 'acknowledge', true);
    if (step === null) throw acknowledgedFirst(alarm);
    const after = draft.put(
      {
        ...alarm,
        ...(step.to === 'none' ? {} : bitsOf(step.to)),
        isAcknowledged: true,
        acknowledgedMs: draft.nowMs,
        acknowledgedBy: this.#person(actor),
        comments: alarm.comments + (comment === undefined ? 0 : 1),
      },
      'acknowledged',
      { by: actor, note: comment ?? null },
    );
    return step.to === 'none' ? close(draft, after, 'returned') : after;
  }

  /** What is out of sight is as if it were not there: by its id it is unknown, and elsewhere it is not among them. */
  #meant(
    draft: AlarmDraft,
    { which }: AcknowledgeMany,
    sees: Reach['sees'],
  ): [AlarmId, Alarm | undefined][] {
    if (which.by === 'ids') {
      return which.alarmIds.map((id) => {
        const alarm = draft.open.get(id);
        return [id, alarm !== undefined && sees(alarm) ? alarm : undefined];
      });
    }
    const { plant } = this.#deps;
    const isMeant = ({ asset, groupKey }: Alarm): boolean => {
      if (which.by === 'area') return asset.area === which.area;
      if (which.by === 'machine') return asset.machine === which.machine;
      if (which.by === 'group') return groupKey === which.groupKey;
      const nodeIds = asset.nodeId === null ? [] : (plant.node(asset.nodeId)?.nodeIds ?? []);
      return nodeIds.includes(which.nodeId);
    };
    return [...draft.open.all()]
      .filter(
        (alarm) => alarm.hold === null && !alarm.isAcknowledged && isMeant(alarm) && sees(alarm),
      )
      .map((alarm) => [alarm.alarmId, alarm]);
  }

  #onOpen(alarmId: AlarmId, change: (draft: AlarmDraft, alarm: Alarm) => Alarm): Promise<Alarm> {
    return this.#deps.desk.act((draft) => {
      const alarm = draft.open.get(alarmId);
      if (alarm === undefined) {
        throw refused('alarm_closed');
      }
      return change(draft, alarm);
    });
  }

  async #closed(alarmId: AlarmId): Promise<Alarm | undefined> {
    const { store, nameOf } = this.#deps;
    const sql = 'SELECT body FROM alarms WHERE alarm_id = ? AND closed_ms IS NOT NULL';
    const [row] = await store.read(sql, [alarmId]);
    return row === undefined ? undefined : loadAlarm(row, nameOf);
  }

  #person({ userId }: Actor): AlarmPerson | null {
    return userId === null ? null : { userId, name: this.#deps.nameOf(userId) };
  }
}

function wanted(alarm: Alarm | undefined): Alarm {
  if (alarm === undefined) throw refused('alarm_unknown');
  return alarm;
}

/** Who was first, and when: the second person has no need to look any further. */
function acknowledgedFirst({ acknowledgedBy, acknowledgedMs }: Alarm): TremoloError {
  const atMs = acknowledgedMs ?? 0;
  return acknowledgedBy === null
    ? refused('alarm_acknowledged_by_nobody', { atMs })
    : refused('alarm_acknowledged', { who: acknowledgedBy.name, atMs });
}

function holdEntry({ ruleId, assetId, hold }: Held, actor: Actor, begins: boolean) {
  const [begun, ended] =
    hold.kind === 'shelved'
      ? (['alarm.shelved', 'alarm.unshelved'] as const)
      : (['alarm.out_of_service', 'alarm.returned_to_service'] as const);
  const details = { ruleId, asset: assetId, reason: hold.reason };
  return { event: begins ? begun : ended, actor, resourceId: hold.holdId, details };
}
