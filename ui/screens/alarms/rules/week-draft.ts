import { type Signal, signal } from '@preact/signals';
import type { WeekSpan, WeekTimes } from '#schemas/alarms/week-times';

/** A stretch of the week as it stands in a form. */
export interface SpanDraft {
  readonly id: number;
  readonly days: Signal<readonly number[]>;
  readonly from: Signal<string>;
  readonly to: Signal<string>;
}

/** Times of the week as they stand in a form. */
export interface WeekDraft {
  readonly timezone: Signal<string>;
  readonly spans: Signal<readonly SpanDraft[]>;
}

let nextId = 1;
const WORKING_DAYS = [1, 2, 3, 4, 5];

/** What a stretch begins with. */
export function spanDraft(
  { days, from, to }: WeekSpan = { days: WORKING_DAYS, from: '06:00', to: '22:00' },
): SpanDraft {
  return { id: nextId++, days: signal(days), from: signal(from), to: signal(to) };
}

export function weekDraft(times: WeekTimes | null, timezone: string): WeekDraft {
  return {
    timezone: signal(times?.timezone ?? timezone),
    spans: signal((times?.spans ?? [undefined]).map((span) => spanDraft(span))),
  };
}

/** The stretch as the hub wants it. */
export function spanOf({ days, from, to }: SpanDraft): WeekSpan {
  return { days: [...days.value].sort(), from: from.value, to: to.value };
}

/** The times as the hub wants them. */
export function spansOf({ timezone, spans }: WeekDraft): WeekTimes {
  return { timezone: timezone.value, spans: spans.value.map(spanOf) };
}
