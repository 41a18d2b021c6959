import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { TextField } from '../../../parts/form/text-field.ts';
import { ruleForm as words } from '../../../text/alarm-rule-form.ts';
import { ChipSet } from './chip-set.ts';
import { type SpanDraft, spanDraft, type WeekDraft } from './week-draft.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Days and times of the week, in a timezone: daylight saving is kept for the reader. */
export function WeekFields({ id, week }: { id: string; week: WeekDraft }) {
  const { spans, timezone } = week;
  return html`<div class="stack">
    ${spans.value.map(
      (span) => html`<div key=${span.id} class="rule-part">
        <${SpanFields} id=${`${id}-${span.id}`} span=${span} />
        ${
          spans.value.length > 1 &&
          html`<button type="button" class="button quiet" onClick=${() => {
            spans.value = spans.peek().filter((other) => other !== span);
          }}>${words.remove}</button>`
        }
      </div>`,
    )}
    <button type="button" class="button" onClick=${() => {
      spans.value = [...spans.peek(), spanDraft()];
    }}>${words.moreTimes}</button>
    <${TextField} id=${`${id}-zone`} label=${words.timezone} value=${timezone} hint=${words.timezoneHint} required />
  </div>`;
}

/** One stretch: its days, and from when to when. */
export function SpanFields({
  id,
  span,
}: {
  id: string;
  span: Pick<SpanDraft, 'days' | 'from' | 'to'>;
}) {
  return html`<${ChipSet} label=${words.days} value=${span.days} choices=${DAYS.map((day) => [day, words.dayNames[day]] as const)} />
    <div class="rule-row">
      <${TimeField} id=${`${id}-from`} label=${words.from} value=${span.from} />
      <${TimeField} id=${`${id}-to`} label=${words.to} value=${span.to} />
    </div>`;
}

function TimeField({ id, label, value }: { id: string; label: string; value: Signal<string> }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="time"
      value=${value}
      required
      onInput=${(event: Event) => {
        value.value = (event.target as HTMLInputElement).value;
      }}
    />
  </div>`;
}
