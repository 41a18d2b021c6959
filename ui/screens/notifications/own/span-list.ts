import { html } from 'htm/preact';
import type { DaySpan } from '#schemas/notifications/choices';
import { Icon } from '../../../parts/icon.ts';
import { notificationWords } from '../../../text/notifications.ts';
import type { ChoiceDraft } from './choice-draft.ts';

const words = notificationWords.own;
const DAYS = [1, 2, 3, 4, 5, 6, 7];
const SPANS_MAX = 14;
const FIRST: Readonly<Record<'quiet' | 'shifts', DaySpan>> = {
  quiet: { days: DAYS, from: '22:00', to: '06:00' },
  shifts: { days: [1, 2, 3, 4, 5], from: '06:00', to: '14:00' },
};

/** Spans of the day on some days of the week, to be added, changed and removed. */
export function SpanList({
  draft,
  part,
  label,
}: {
  draft: ChoiceDraft;
  part: 'quiet' | 'shifts';
  label: string;
}) {
  const spans = draft.value[part];
  const put = (next: readonly DaySpan[]) => {
    draft.value = { ...draft.value, [part]: [...next] };
  };
  return html`<div class="stack">
    ${spans.map(
      (span, i) => html`<${Span}
        key=${i}
        id=${`${part}-${i}`}
        legend=${`${label}: ${words.span(i + 1)}`}
        span=${span}
        onChange=${(changed: DaySpan) => put(spans.map((one, at) => (at === i ? changed : one)))}
        onRemove=${() => put(spans.filter((_, at) => at !== i))}
      />`,
    )}
    <p>
      <button type="button" class="button" disabled=${spans.length >= SPANS_MAX} onClick=${() => put([...spans, FIRST[part]])}>
        ${words.add}<span class="spoken"> ${label}</span>
      </button>
    </p>
  </div>`;
}

interface SpanProps {
  readonly id: string;
  readonly legend: string;
  readonly span: DaySpan;
  readonly onChange: (span: DaySpan) => void;
  readonly onRemove: () => void;
}

function Span({ id, legend, span, onChange, onRemove }: SpanProps) {
  const turn = (day: number, isOn: boolean) => {
    const others = span.days.filter((one) => one !== day);
    const days = (isOn ? [...others, day] : others).sort();
    // A span of no day is none: to end it there is a button.
    if (days.length > 0) onChange({ ...span, days });
  };
  const time = (name: 'from' | 'to') => html`<div class="field">
    <label for=${`${id}-${name}`}>${words[name]}</label>
    <input
      id=${`${id}-${name}`}
      type="time"
      required
      value=${span[name]}
      onChange=${(event: Event) => {
        const { value } = event.target as HTMLInputElement;
        if (value !== '') onChange({ ...span, [name]: value.slice(0, 5) });
      }}
    />
  </div>`;
  return html`<fieldset class="span">
    <legend class="spoken">${legend}</legend>
    <div class="span-days">
      ${DAYS.map(
        (day) => html`<label key=${day} class="span-day">
          <input type="checkbox" checked=${span.days.includes(day)} onChange=${(event: Event) => turn(day, (event.target as HTMLInputElement).checked)} />
          <span aria-hidden="true">${words.days[day - 1]}</span><span class="spoken">${words.dayNames[day - 1]}</span>
        </label>`,
      )}
    </div>
    ${time('from')} ${time('to')}
    <button type="button" class="button icon-only" aria-label=${`${words.remove}: ${legend}`} onClick=${onRemove}><${Icon} name="close" /></button>
  </fieldset>`;
}
