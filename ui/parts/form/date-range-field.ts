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
  readonly value: DateRange;
  readonly onChange: (range: DateRange) => void;
  /** Offered among the presets: no limit at all. */
  readonly isAnyOffered?: boolean;
}

/** A choice of time: presets, and two fields of date and time for a range of one's own. */
export function DateRangeField(props: DateRangeProps) {
  const { id, label, value: range, onChange, isAnyOffered = true } = props;
  const chosen = range.kind === 'last' ? range.span : range.kind;
  const choose = (choice: string) => {
    if (choice === 'any') onChange(ANY_TIME);
    else if (choice === 'own') onChange(ownOf(range));
    else onChange({ kind: 'last', span: choice as RangeSpan });
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
    ${range.kind === 'own' && html`<${OwnRange} id=${id} range=${range} onChange=${onChange} />`}
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
  onChange,
}: {
  id: string;
  range: Extract<DateRange, { kind: 'own' }>;
  onChange: (range: DateRange) => void;
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
        onChange({ ...range, [name]: momentOfField((event.target as HTMLInputElement).value) });
      }}
    />
  </div>`;
  return html`${end('fromMs', rangeWords.from)}${end('toMs', rangeWords.to)}
    ${isBackwards && html`<p id=${`${id}-below`} class="hint wrong">${rangeWords.backwards}</p>`}`;
}
