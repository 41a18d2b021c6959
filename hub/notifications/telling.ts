import type { UserId } from '#schemas/ids/ids';
import type {
  NotificationEvent,
  PersonalChannel,
  Priority,
} from '#schemas/notifications/event-names';
import type { Words } from '#schemas/notifications/words';
import type { Json } from '../store/audit-entry.ts';

/** Something that people are to be told of, once. */
export interface Telling {
  readonly event: NotificationEvent;
  /** The event's own unless said. */
  readonly priority?: Priority;
  /** One line. */
  readonly title: Words;
  readonly body: Words;
  /** A path of this hub, such as `/alarms/al_…`; null: there is nothing to look at. */
  readonly link: string | null;
  /** What of the plant it is about: decides who may and who wants to know. */
  readonly nodeId?: string | null;
  /** Whom to tell; needed where the event says `named`, and narrows it where it says `all`. Rights and choices hold all the same. */
  readonly userIds?: readonly UserId[];
  /** These ways instead of those that each person chose: an escalation says how. In the app it is always told. */
  readonly channels?: readonly PersonalChannel[];
  /** The same key is told once, whoever tells it again, also after a restart. */
  readonly dedupeKey: string;
  /** What it is about, such as an alarm’s id: who has acknowledged that is told no more of it. */
  readonly about?: string;
  /** What chatters has the same key: within the site’s cool-down it is not told again unless it is more urgent. */
  readonly coolKey?: string;
  /** Facts for programs, and `pointId` for a plot in a letter. No secrets: they leave the site with webhooks. */
  readonly data?: Readonly<Record<string, Json>>;
}

/** What came of it: `repeated` was told before, `cooling` was told lately, `nobody` has no receiver. */
export type Told = 'told' | 'repeated' | 'cooling' | 'nobody';

/** Tells people of something; what flows hand to each other. Kept on disk when it resolves. */
export type Tell = (telling: Telling) => Promise<Told>;
