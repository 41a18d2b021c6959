import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type { LineFrame } from '../../parts/charts/line-plot.ts';
import { LineSwatch } from '../../parts/charts/line-swatch.ts';
import { Icon } from '../../parts/icon.ts';
import { type App, useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { dateTime, figure } from '../../text/numbers.ts';
import { trendsWords } from '../../text/trends.ts';
import { fullName } from '../../websocket/point-cell.ts';
import { nameOf, type TrendLineKey, type TrendsView } from './trends-address.ts';
import { indexAt, trendsFrame } from './trends-frame.ts';
import type { ShownTrends } from './use-trends.ts';

interface LineListProps {
  readonly view: TrendsView;
  readonly show: (next: TrendsView) => void;
  readonly shown: ShownTrends | null;
  /** Seconds UTC, or null. */
  readonly cursor: Signal<number | null>;
}

/** The lines with their look and their value at the cursor; pressing one shows its limits and forecast. */
export function LineList({ view, show, shown, cursor }: LineListProps) {
  const app = useApp();
  const frame = useMemo(
    () =>
      shown === null
        ? null
        : trendsFrame(shown.trends, view.lines, view.chosen, shown.rangeMs, shown.values.units),
    [shown, view.lines.map(nameOf).join(), view.chosen],
  );
  const remove = (index: number) => {
    const lines = view.lines.filter((_, i) => i !== index);
    const chosen = Math.max(
      0,
      view.chosen > index ? view.chosen - 1 : Math.min(view.chosen, lines.length - 1),
    );
    show({ ...view, lines, chosen });
  };
  const at = cursor.value;
  return html`<section class="card line-list" aria-label=${trendsWords.values}>
    <p class="readout">${at === null ? trendsWords.noCursor : `${trendsWords.atCursor}: ${dateTime(at * 1000)}`}</p>
    <ul>
      ${view.lines.map((key, i) => {
        const name = lineName(app, key, shown?.values.names);
        return html`<li key=${nameOf(key)} data-chosen=${i === view.chosen || undefined}>
          <button
            class="line-choice"
            aria-pressed=${i === view.chosen}
            title=${trendsWords.choose(name)}
            onClick=${() => show({ ...view, chosen: i })}
          >
            <${LineSwatch} n=${i} />
            <span>${name}</span>
          </button>
          <output>${valueAt(frame, i, at)}</output>
          <button class="button quiet icon-only" aria-label=${trendsWords.remove(name)} onClick=${() => remove(i)}>
            <${Icon} name="close" />
          </button>
        </li>`;
      })}
    </ul>
  </section>`;
}

/** "Pump 3 · Drive end: Velocity"; a process value by its own name. */
export function lineName(
  { plant }: App,
  { sourceId, figure: which }: TrendLineKey,
  valueNames: ReadonlyMap<string, string> = new Map(),
): string {
  if (which === 'value') return valueNames.get(sourceId) ?? trendsWords.goneValue;
  const point = plant.cell(sourceId)?.point.peek();
  const name = point === undefined ? trendsWords.gone : fullName(point);
  return `${name}: ${text.figure[which]}`;
}

function valueAt(frame: LineFrame | null, line: number, atS: number | null): string {
  const index = frame === null || atS === null ? null : indexAt(frame, atS);
  if (frame === null || index === null) return '';
  const { values, top, y } = frame.lines[line];
  const value = values[index] ?? null;
  if (value === null) return trendsWords.noValue;
  const most = top?.[index] ?? null;
  const words = `${figure(value)} ${y}`.trimEnd();
  return most === null || most === value
    ? words
    : `${words} (${trendsWords.atMost(`${figure(most)} ${y}`.trimEnd())})`;
}
