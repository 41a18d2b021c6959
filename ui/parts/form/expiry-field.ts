import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useApp } from '../../session/app.ts';
import { formWords } from '../../text/form.ts';
import { fieldOfMoment, momentOfField } from './date-range-value.ts';
import { SelectField } from './select-field.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SPANS = { never: null, day: 1, week: 7, month: 30, date: null } as const;
type Span = keyof typeof SPANS;

/** Until when something holds: for good, for a usual span, or to the end of a day of one's choice. Null: for good. */
export function ExpiryField({ id, value }: { id: string; value: Signal<number | null> }) {
  const { now } = useApp();
  const span = useSignal<Span>(value.peek() === null ? 'never' : 'date');
  const choose = (chosen: Span) => {
    const days = SPANS[chosen];
    const nowMs = now.peek();
    if (chosen === 'date') value.value = endOfDay(dayOf(nowMs + DAY_MS));
    else value.value = days === null ? null : nowMs + days * DAY_MS;
  };
  return html`<${SelectField}
      id=${id}
      label=${formWords.until}
      value=${span}
      choices=${Object.entries(formWords.spans)}
      onChoose=${choose}
    />
    ${
      span.value === 'date' &&
      html`<div class="field">
        <label for=${`${id}-day`}>${formWords.lastDay}</label>
        <input
          id=${`${id}-day`}
          type="date"
          min=${dayOf(now.peek())}
          value=${dayOf(value.value ?? now.peek())}
          required
          onInput=${(event: Event) => {
            const ms = endOfDay((event.target as HTMLInputElement).value);
            if (ms !== null) value.value = ms;
          }}
        />
      </div>`
    }`;
}

/** The day in the reader's zone, as a date field has it. */
const dayOf = (atMs: number) => fieldOfMoment(atMs).slice(0, 'yyyy-mm-dd'.length);

/** The last millisecond of that day in the reader's zone; null while the field is half typed. */
function endOfDay(day: string): number | null {
  const lastMinuteMs = momentOfField(`${day}T23:59`);
  return lastMinuteMs === null ? null : lastMinuteMs + MINUTE_MS - 1;
}
