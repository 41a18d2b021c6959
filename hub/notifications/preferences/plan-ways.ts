import { choiceOf, type NotificationChoices } from '#schemas/notifications/choices';
import {
  type NotificationEvent,
  PERSONAL_CHANNELS,
  type PersonalChannel,
  type Priority,
  rankOf,
} from '#schemas/notifications/event-names';
import { endOfSpans } from './local-time.ts';

/** By which way a person is told of something, and from when on. */
export interface Way {
  readonly channel: PersonalChannel;
  /** `digest`: with others, later. */
  readonly as: 'now' | 'digest';
  /** Not before; quiet hours hold it. */
  readonly fromMs: number;
}

export interface Asked {
  readonly event: NotificationEvent;
  readonly priority: Priority;
  /** What of the plant it is about, and all that this is a part of; none: it is about no part. */
  readonly nodeIds: readonly string[];
  /** Ways that the teller wants in the place of the chosen ones. */
  readonly channels: readonly PersonalChannel[] | null;
  /** Whether the person may do something about it. */
  readonly mayAct: boolean;
  readonly nowMs: number;
  readonly timezone: string;
}

/** By which ways a person with these choices is told. None: the person does not want to know. */
export function planWays(choices: NotificationChoices, asked: Asked): Way[] {
  if (!isWanted(choices, asked.nodeIds)) return [];
  const { event, priority, channels, nowMs } = asked;
  return PERSONAL_CHANNELS.flatMap((channel): Way[] => {
    // Somebody else’s policy decides: an escalation is not to be filtered away by the person whom it was handed on to.
    if (channels !== null) {
      const isAsked = channel === 'in_app' || channels.includes(channel);
      return isAsked ? [{ channel, as: 'now', fromMs: loudFrom(choices, asked, channel) }] : [];
    }
    const choice = choiceOf(choices, event, channel, asked.mayAct);
    const least = choices.least[channel] ?? 'low';
    if (choice === 'off' || rankOf(priority) > rankOf(least)) return [];
    if (choice === 'digest') return [{ channel, as: 'digest', fromMs: nowMs }];
    if (channel !== 'in_app' && isOffShift(choices, asked)) return [];
    return [{ channel, as: 'now', fromMs: loudFrom(choices, asked, channel) }];
  });
}

/** Whether it is about a part of the plant that the person looks after. */
function isWanted({ nodeIds: wanted }: NotificationChoices, nodeIds: readonly string[]): boolean {
  if (wanted.length === 0 || nodeIds.length === 0) return true;
  return nodeIds.some((nodeId) => wanted.includes(nodeId));
}

function isOffShift({ shifts }: NotificationChoices, { nowMs, timezone }: Asked): boolean {
  return shifts.length > 0 && endOfSpans(shifts, nowMs, timezone) === null;
}

/** The app makes no noise outside of itself: quiet hours hold the other ways only. */
function loudFrom(
  { quiet, criticalPasses }: NotificationChoices,
  { priority, nowMs, timezone }: Asked,
  channel: PersonalChannel,
): number {
  if (channel === 'in_app' || (priority === 'critical' && criticalPasses)) return nowMs;
  return endOfSpans(quiet, nowMs, timezone) ?? nowMs;
}
