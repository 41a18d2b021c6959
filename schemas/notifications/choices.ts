import { z } from 'zod';
import {
  NOTIFICATION_EVENT_NAMES,
  type NotificationEvent,
  PERSONAL_CHANNELS,
  type PersonalChannel,
  PRIORITIES,
} from '#schemas/notifications/event-names';
import { CHOICES, type Choice, NOTIFICATION_EVENTS } from '#schemas/notifications/events';
import { Language } from '#schemas/notifications/words';

/** An hour and a minute of the day, as the person’s clock shows it. */
export const DayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time such as 06:30.');
/** 1 Monday … 7 Sunday (ISO 8601). */
export const Weekday = z.number().int().min(1).max(7);
const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];

/** From a time of these days to another, which may be on the day after. */
export const DaySpan = z
  .strictObject({
    days: z.array(Weekday).min(1).max(7).default(ALL_DAYS),
    from: DayTime,
    to: DayTime,
  })
  .refine(({ from, to }) => from !== to, 'Beginning and end are the same.');
export type DaySpan = z.infer<typeof DaySpan>;

/** A zone that this machine knows, such as `Europe/Berlin`. */
export const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => isTimeZone(zone), 'This time zone is not known.');

/** An object of these names, each of which may be left out, and no other: what a request says beside them is refused. */
function each<Name extends string, Value extends z.ZodType>(names: readonly Name[], value: Value) {
  const shape = Object.fromEntries(names.map((name) => [name, value.optional()]));
  return z.strictObject(shape as Record<Name, z.ZodOptional<Value>>);
}

const Cells = each(PERSONAL_CHANNELS, z.enum(CHOICES));
const Least = each(PERSONAL_CHANNELS, z.enum(PRIORITIES));

/** How one person wants to be told. What is not chosen of the matrix is as the event’s row says. */
export const NotificationChoices = z.strictObject({
  matrix: each(NOTIFICATION_EVENT_NAMES, Cells).default({}),
  /** Less urgent ones do not go by this way. */
  least: Least.default({ in_app: 'low', email: 'low', push: 'medium', slack: 'medium' }),
  /** By no other way than in the app during these; what comes waits until they end. */
  quiet: z.array(DaySpan).max(14).default([]),
  /** Critical ones come through quiet hours all the same. */
  criticalPasses: z.boolean().default(true),
  /** At work: outside of these only in the app. None: always. */
  shifts: z.array(DaySpan).max(14).default([]),
  /** Only what is about these parts of the plant, with all below them; what is about no part comes anyway. None: all. */
  nodeIds: z.array(z.string().max(40)).max(200).default([]),
  digest: z
    .strictObject({
      rhythm: z.enum(['off', 'daily', 'weekly']).default('off'),
      at: DayTime.default('06:00'),
      weekday: Weekday.default(1),
    })
    .prefault({}),
  /** Null: the language of the profile. */
  language: Language.nullable().default(null),
  /** Null: that of the profile. */
  timezone: TimeZone.nullable().default(null),
  /** By which Slack knows the person, such as `U024BE7LH`. */
  slackMember: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,20}$/, 'A member ID such as U024BE7LH.')
    .nullable()
    .default(null),
});
export type NotificationChoices = z.infer<typeof NotificationChoices>;

/** By which way, and when, this person is told of this event. */
export function choiceOf(
  { matrix, digest }: Pick<NotificationChoices, 'matrix' | 'digest'>,
  event: NotificationEvent,
  channel: PersonalChannel,
  /** Whether the person has the right that the event’s row names as `acts`. */
  mayAct: boolean,
): Choice {
  const usual =
    mayAct || channel === 'in_app' ? NOTIFICATION_EVENTS[event].byDefault[channel] : 'off';
  const choice = matrix[event]?.[channel] ?? usual;
  if (choice !== 'digest') return choice;
  // A digest is a letter; and who wants none gets nothing that would wait for one for ever.
  return channel === 'email' && digest.rhythm !== 'off' ? 'digest' : 'off';
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
