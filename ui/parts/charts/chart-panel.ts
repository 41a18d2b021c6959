import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { pointWords } from '../../text/point.ts';
import { Icon } from '../icon.ts';
import { onThemeChange } from './on-theme-change.ts';
import { Plot, type PlotOptions } from './plot.ts';

export interface ChartPanelProps {
  readonly title: string;
  readonly options: Omit<PlotOptions, 'host' | 'onCursor'>;
  /** Filled while the panel is shown; draw into it. */
  readonly plot: { current: Plot | null };
  /** How many samples there are to walk over. */
  readonly samples: () => number;
  /** What the sample under the cursor says, or null for a cursor on nothing. */
  readonly readout: (index: number) => string | null;
  /** Said while there is no cursor. */
  readonly note: Signal<string>;
  readonly tools?: ComponentChildren;
  readonly foot?: ComponentChildren;
}

/** A chart with title, tools and one line of readout; its cursor follows mouse, finger and arrow keys. */
export function ChartPanel(props: ChartPanelProps) {
  const { title, options, plot, tools, foot, note } = props;
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const index = useSignal<number | null>(null);
  const isFull = useFullScreen(panel);
  useEffect(() => {
    const made = new Plot({
      ...options,
      host: host.current!,
      onCursor: (at) => {
        index.value = at;
      },
    });
    made.start();
    plot.current = made;
    const end = onThemeChange(app, () => made.remake());
    return () => {
      end();
      plot.current = null;
      made.stop();
    };
  }, [options.xUnit, options.yUnit]);

  const at = index.value;
  const readout = (at === null ? null : props.readout(at)) ?? note.value;
  return html`<section class="card chart" data-full=${isFull.value || undefined} ref=${panel}>
    <div class="chart-head">
      <h2>${title}</h2>
      <div class="tools">
        ${tools}
        <button
          class="button icon-only quiet"
          aria-label=${isFull.value ? text.chart.shrink(title) : text.chart.expand(title)}
          onClick=${() => {
            isFull.value = !isFull.value;
          }}
        >
          <${Icon} name=${isFull.value ? 'close' : 'expand'} />
        </button>
      </div>
    </div>
    <p class="readout">${readout}</p>
    <div
      class="plot"
      style=${isFull.value ? {} : { height: `${options.height}px` }}
      ref=${host}
      tabindex="0"
      role="slider"
      aria-label=${pointWords.chartLabel(title)}
      aria-valuemin="0"
      aria-valuemax=${Math.max(0, props.samples() - 1)}
      aria-valuenow=${at ?? 0}
      aria-valuetext=${at === null ? pointWords.cursorHint : readout}
      onKeyDown=${(event: KeyboardEvent) => onKey(event, at, props)}
      onTouchStart=${(event: TouchEvent) => onTouch(event, plot.current)}
      onTouchMove=${(event: TouchEvent) => onTouch(event, plot.current)}
    ></div>
    ${foot}
  </section>`;
}

/** Over the whole screen, as a phone needs it, until it is pressed again or Escape is; the rest of the page waits. */
function useFullScreen(panel: { readonly current: HTMLElement | null }): Signal<boolean> {
  const isFull = useSignal(false);
  useLayoutEffect(() => {
    if (!isFull.value) return;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      isFull.value = false;
    };
    // Before the shortcuts of the page: there, Escape leaves the screen.
    document.addEventListener('keydown', close, { capture: true });
    const covered = coveredBy(panel.current);
    for (const element of covered) element.inert = true;
    return () => {
      document.removeEventListener('keydown', close, { capture: true });
      for (const element of covered) element.inert = false;
    };
  }, [isFull.value]);
  return isFull;
}

/** Everything of the page that is neither the panel nor around it: the keyboard must not get behind it. */
function coveredBy(panel: HTMLElement | null): HTMLElement[] {
  const covered: HTMLElement[] = [];
  for (let at = panel; at !== null && at !== document.body; at = at.parentElement) {
    const beside = [...(at.parentElement?.children ?? [])] as HTMLElement[];
    covered.push(...beside.filter((one) => one !== at && !one.inert));
  }
  return covered;
}

function onKey(event: KeyboardEvent, at: number | null, { plot, samples }: ChartPanelProps): void {
  const last = samples() - 1;
  if (last < 0) return;
  const step = event.shiftKey ? 10 : 1;
  const from = at ?? 0;
  const to = {
    ArrowLeft: from - step,
    ArrowRight: from + step,
    ArrowDown: from - step,
    ArrowUp: from + step,
    PageDown: from - Math.ceil(last / 10),
    PageUp: from + Math.ceil(last / 10),
    Home: 0,
    End: last,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  plot.current?.moveCursor(Math.min(last, Math.max(0, to)));
}

/** A finger reads the chart; scrolling the page stays possible (style/charts.css: touch-action pan-y). */
function onTouch(event: TouchEvent, plot: Plot | null): void {
  const [finger] = event.touches;
  if (event.touches.length === 1) plot?.moveCursorTo(finger.clientX, finger.clientY);
}
