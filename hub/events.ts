import type { AlarmNews } from '#schemas/alarms/news';
import type { AuditRow } from '#schemas/audit/audit-row';
import type { ConditionChange, PointSummary } from '#schemas/broker/messages';
import type { SettingsSection } from '#schemas/config/site-settings';
import type {
  CaptureId,
  JobId,
  NodeId,
  PointId,
  ProcessValueId,
  SessionId,
  UserId,
} from '#schemas/ids/ids';
import type { FeedNews } from '#schemas/notifications/notification';
import type { ProcessValueReading } from '#schemas/plant/process-value';

/** News inside the hub: what happened, never what to do about it. */
export interface HubEvents {
  /** Summaries that are the latest of their points. */
  summaries: readonly PointSummary[];
  changes: readonly ConditionChange[];
  /** Points that are new, or of which facts, agent or sensor status changed. */
  points: readonly PointId[];
  /** Points that a person took out of the plant. */
  pointsRemoved: readonly PointId[];
  /** Nodes of the plant's tree that are new or changed, and those that are gone. */
  nodes: { changed: readonly NodeId[]; removed: readonly NodeId[] };
  /** Nodes below which points stand differently. */
  rollups: readonly NodeId[];
  /** A window of a watched point, as the lane encoded it. */
  view: { pointId: PointId; bytes: Uint8Array };
  /** The connection to the broker came or went. */
  broker: { connected: boolean };
  /** A session was ended by its person, or ran out. */
  sessionEnded: { sessionId: SessionId };
  /** Role, status or anything else of an account changed: what it may do is to be asked anew. */
  personChanged: { userId: UserId };
  /** How this person likes the screens. */
  preferencesChanged: { userId: UserId };
  /** Roles, teams or grants changed for more than one person. */
  rightsChanged: Record<never, never>;
  /** New entries of the audit trail, oldest first. */
  audit: readonly AuditRow[];
  /** This job stands differently, or told how far it is. */
  job: { jobId: JobId };
  /** An API key was ended: connections that it opened are closed. */
  keyRevoked: { keyId: string };
  /** What happened to alarms, in order; told once it is stored. */
  alarms: readonly AlarmNews[];
  /** These captures stand differently. */
  captures: { captureIds: readonly CaptureId[] };
  /** Captures that are gone, and the points that each was of. */
  capturesGone: ReadonlyMap<CaptureId, readonly PointId[]>;
  /** Values that stand beside the vibration, as they are now. */
  processValues: readonly ProcessValueReading[];
  /** Values that are gone, or hang nowhere any more. */
  processValuesGone: readonly ProcessValueId[];
  /** What people’s feeds have that is new, and how many in them are unread. */
  notifications: readonly { userId: UserId; news: FeedNews }[];
  settingsChanged: { section: SettingsSection };
}

type Listener<Name extends keyof HubEvents> = (news: HubEvents[Name]) => void;

/** The one typed emitter. Listeners run at once, in the order in which they came, and must not throw. */
export class Events {
  readonly #listeners = new Map<keyof HubEvents, Set<Listener<never>>>();
  readonly #told = new Map<keyof HubEvents, number>();

  /** Calls `listener` for each such news until the returned function is called. */
  on<Name extends keyof HubEvents>(name: Name, listener: Listener<Name>): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  /** How often there was such news: what was made of it is out of date once this has changed. */
  told(name: keyof HubEvents): number {
    return this.#told.get(name) ?? 0;
  }

  emit<Name extends keyof HubEvents>(name: Name, news: HubEvents[Name]): void {
    this.#told.set(name, this.told(name) + 1);
    const set = this.#listeners.get(name) as Set<Listener<Name>> | undefined;
    for (const listener of set ?? []) listener(news);
  }
}
