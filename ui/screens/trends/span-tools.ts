import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { fieldOfMoment, momentOfField } from '../../parts/form/date-range-value.ts';
import { useApp } from '../../session/app.ts';
import { dateTime } from '../../text/numbers.ts';
import { trendsWords } from '../../text/trends.ts';
import { rangeOf, SPANS, type TrendsView } from './trends-address.ts';

interface SpanToolsProps {
  readonly view: TrendsView;
  readonly show: (next: TrendsView) => void;
}

/** How far back, or from when to when. */
export function SpanTools({ view, show }: SpanToolsProps) {
  const isOpen = useSignal(false);
  return html`<fieldset class="segments small" aria-label=${trendsWords.span}>
      ${SPANS.map(
        (span) => html`<label key=${span}>
          <input
            type="radio"
            name="trends-span"
            checked=${view.fixed === null && view.span === span}
            onChange=${() => show({ ...view, span, fixed: null })}
          /><span>${trendsWords.spans[span]}</span>
        </label>`,
      )}
    </fieldset>
    ${
      view.fixed !== null &&
      html`<p class="fixed-range">${trendsWords.fixed(...(view.fixed.map(dateTime) as [string, string]))}</p>
        <button class="button small" onClick=${() => show({ ...view, fixed: null })}>
          ${trendsWords.follow}
        </button>`
    }
    <button
      class="button small"
      aria-expanded=${isOpen.value}
      onClick=${() => {
        isOpen.value = !isOpen.value;
      }}
    >
      ${trendsWords.ownRange}
    </button>
    ${isOpen.value && html`<${OwnRange} view=${view} show=${show} />`}`;
}

function OwnRange({ view, show }: SpanToolsProps) {
  const { now } = useApp();
  const [fromMs, toMs] = rangeOf(view, now.peek());
  const from = useSignal(fieldOfMoment(fromMs));
  const to = useSignal(fieldOfMoment(toMs));
  const [first, last] = [momentOfField(from.value), momentOfField(to.value)];
  const isWrong = first !== null && last !== null && last <= first;
  const submit = (event: Event) => {
    event.preventDefault();
    if (first !== null && last !== null && !isWrong) show({ ...view, fixed: [first, last] });
  };
  const field = (id: string, label: string, value: typeof from) => html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="datetime-local"
      required
      value=${value}
      aria-invalid=${isWrong || undefined}
      onInput=${(event: Event) => {
        value.value = (event.target as HTMLInputElement).value;
      }}
    />
  </div>`;
  return html`<form class="own-range" onSubmit=${submit}>
    ${field('trends-from', trendsWords.from, from)} ${field('trends-to', trendsWords.to, to)}
    <button class="button" disabled=${isWrong || first === null || last === null}>${trendsWords.showRange}</button>
    ${isWrong && html`<p class="hint wrong" role="alert">${trendsWords.wrongRange}</p>`}
  </form>`;
}
