import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useApp } from '../../session/app.ts';
import { formWords } from '../../text/form.ts';
import { SelectField } from './select-field.ts';

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
            const day = (event.target as HTMLInputElement).value;
            if (day !== '') value.value = endOfDay(day);
          }}
        />
      </div>`
    }`;
}

/** The day in the reader's zone, as a date field writes it. */
export function dayOf(atMs: number): string {
  const at = new Date(atMs);
  const parts = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  return parts.map((n) => String(n).padStart(2, '0')).join('-');
}

function endOfDay(day: string): number {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1).getTime() - 1;
}
