import { useRef } from 'preact/hooks';
import type { Alarm } from '#schemas/alarms/alarm';
import { describeError } from '#schemas/errors/tremolo-error';
import { type Acknowledged, ALARM_ROUTES } from '#schemas/http/alarms';
import { newId } from '#schemas/ids/ids';
import { isUnreachable } from '../../http/is-unreachable.ts';
import { request } from '../../http/request.ts';
import { type App, useApp } from '../../session/app.ts';
import { causeWords, placeWords } from '../../text/alarm-causes.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { outboxWords } from '../../text/outbox.ts';

/** As many as the hub takes at once. */
const AT_ONCE = 500;
/** A network that swallows everything answers nothing either. */
const GIVE_UP_MS = 20_000;

/**
 * Acknowledges alarms and says what came of it. While the hub cannot be reached the wish waits in this browser. False: it was
 * refused, and a notice says why.
 */
export function useAcknowledge(): (which: readonly Alarm[], comment?: string) => Promise<boolean> {
  const app = useApp();
  /** One after the other: of two presses in a row the second finds what the first has done. */
  const before = useRef<Promise<unknown>>(Promise.resolve());
  return (which, comment) => {
    const next = before.current.then(() => acknowledge(app, which, comment));
    before.current = next;
    return next;
  };
}

async function acknowledge(app: App, which: readonly Alarm[], comment?: string): Promise<boolean> {
  const { alarms, notices } = app;
  const known = new Map(alarms.open.peek().map((one) => [one.alarmId, one]));
  const waiting = which.filter(({ alarmId }) => known.get(alarmId)?.isAcknowledged !== true);
  if (waiting.length === 0) return true;
  const told: Acknowledged = { acknowledged: [], already: [], left: [] };
  for (let from = 0; from < waiting.length; from += AT_ONCE) {
    const part = waiting.slice(from, from + AT_ONCE);
    try {
      const alarmIds = part.map(({ alarmId }) => alarmId);
      const answer = await request(ALARM_ROUTES.acknowledgeAlarms, {
        body: { which: { by: 'ids', alarmIds }, ...(comment === undefined ? {} : { comment }) },
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      alarms.put(answer.acknowledged);
      for (const key of ['acknowledged', 'already', 'left'] as const) {
        (told[key] as unknown[]).push(...answer[key]);
      }
    } catch (error) {
      console.warn(describeError(error));
      if (!isUnreachable(error)) notices.failed((error as Error).message);
      else return keepForLater(app, waiting.slice(from), comment);
      return false;
    }
  }
  notices.done(outcomeWords(told));
  return true;
}

/** What came of it, also of those that somebody else had acknowledged, or that were over by then. */
export function outcomeWords({ acknowledged, already, left }: Acknowledged): string {
  const only = already.length === 1 && acknowledged.length === 0 ? already[0]?.by : null;
  return [
    acknowledged.length > 0 ? words.done.acknowledged(acknowledged.length) : '',
    only ? words.done.already(only.name) : '',
    already.length > 0 && !only ? words.done.alreadyMany(already.length) : '',
    left.length > 0 ? words.done.notMeaningful(left.length) : '',
  ]
    .filter((one) => one !== '')
    .join(' ');
}

/** Wishes without a comment become one, however many swipes they were: a browser keeps only few. */
function keepForLater(
  { outbox, notices }: App,
  which: readonly Alarm[],
  comment: string | undefined,
): boolean {
  const alarmIds = which.map(({ alarmId }) => alarmId as string);
  const earlier = comment === undefined ? outbox.mine('acknowledgement').find(isPlain) : undefined;
  const all = [...new Set([...(earlier === undefined ? [] : idsOf(earlier)), ...alarmIds])];
  const what = words.done.waited(
    which.length === 1 && all.length === 1 ? nameOf(which[0]) : all.length,
  );
  const body = {
    which: { by: 'ids', alarmIds: all.slice(0, AT_ONCE) },
    ...(comment && { comment }),
  };
  if (earlier !== undefined) outbox.discard(earlier.key);
  const isKept = outbox.add({ kind: 'acknowledgement', key: newId('al'), what, body });
  if (isKept) notices.done(words.done.kept(which.length));
  else notices.failed(outboxWords.noRoom);
  return isKept;
}

const nameOf = (alarm: Alarm) => `${causeWords(alarm.cause)}, ${placeWords(alarm)}`;

/** The alarms of an acknowledgement that waits. */
export function idsOf({ body }: { readonly body: unknown }): readonly string[] {
  return (body as { which?: { alarmIds?: string[] } }).which?.alarmIds ?? [];
}

const isPlain = (one: { readonly body: unknown; readonly refusal: string | null }) =>
  one.refusal === null && !Object.hasOwn(one.body as object, 'comment');
