import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { rangeWords } from '../../text/range.ts';
import {
  ANY_TIME,
  type DateRange,
  endsOf,
  fieldOfMoment,
  momentOfField,
  RANGE_SPANS,
  type RangeSpan,
} from './date-range-value.ts';

interface DateRangeProps {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly value: Signal<DateRange>;
  /** Offered among the presets: no limit at all. */
  readonly isAnyOffered?: boolean;
}

/** A choice of time: presets, and two fields of date and time for a range of one's own. */
export function DateRangeField({ id, label, value, isAnyOffered = true }: DateRangeProps) {
  const range = value.value;
  const chosen = range.kind === 'last' ? range.span : range.kind;
  const choose = (choice: string) => {
    if (choice === 'any') value.value = ANY_TIME;
    else if (choice === 'own') value.value = ownOf(range);
    else value.value = { kind: 'last', span: choice as RangeSpan };
  };
  const spans = Object.keys(RANGE_SPANS) as RangeSpan[];
  return html`<div class="date-range" role="group" aria-label=${label}>
    <div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} onChange=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${isAnyOffered && html`<option value="any" selected=${chosen === 'any'}>${rangeWords.any}</option>`}
        ${spans.map(
          (span) =>
            html`<option key=${span} value=${span} selected=${chosen === span}>${rangeWords.spans[span]}</option>`,
        )}
        <option value="own" selected=${chosen === 'own'}>${rangeWords.own}</option>
      </select>
    </div>
    ${range.kind === 'own' && html`<${OwnRange} id=${id} range=${range} value=${value} />`}
  </div>`;
}

/** A range of one's own begins as what was chosen before, to be moved from there. */
function ownOf(range: DateRange): DateRange {
  const nowMs = Math.floor(Date.now() / 60_000) * 60_000;
  const { from = nowMs - RANGE_SPANS.day, to = nowMs } = endsOf(range, nowMs);
  return { kind: 'own', fromMs: from, toMs: to };
}

function OwnRange({
  id,
  range,
  value,
}: {
  id: string;
  range: Extract<DateRange, { kind: 'own' }>;
  value: Signal<DateRange>;
}) {
  const { fromMs, toMs } = range;
  const isBackwards = fromMs !== null && toMs !== null && toMs <= fromMs;
  const end = (name: 'fromMs' | 'toMs', word: string) => html`<div class="field">
    <label for=${`${id}-${name}`}>${word}</label>
    <input
      id=${`${id}-${name}`}
      type="datetime-local"
      value=${fieldOfMoment(range[name])}
      aria-invalid=${isBackwards || undefined}
      aria-describedby=${isBackwards ? `${id}-below` : undefined}
      onChange=${(event: Event) => {
        value.value = { ...range, [name]: momentOfField((event.target as HTMLInputElement).value) };
      }}
    />
  </div>`;
  return html`${end('fromMs', rangeWords.from)}${end('toMs', rangeWords.to)}
    ${isBackwards && html`<p id=${`${id}-below`} class="hint wrong">${rangeWords.backwards}</p>`}`;
}
