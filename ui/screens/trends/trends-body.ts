import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type { Point } from '#schemas/http/points';
import { ChartButtons } from '../../parts/charts/chart-buttons.ts';
import { LineChart } from '../../parts/charts/line-chart.ts';
import type { Range } from '../../parts/charts/view-range.ts';
import { SaveMenu } from '../../parts/save-menu.ts';
import { type App, useApp } from '../../session/app.ts';
import { chartWords } from '../../text/charts.ts';
import { trendsWords } from '../../text/trends.ts';
import { units } from '../../text/units.ts';
import { EventList } from './event-list.ts';
import { ForecastCard } from './forecast-card.ts';
import { lineName } from './line-list.ts';
import { trendEvents } from './trend-events.ts';
import { forecastOf, limitsOf } from './trend-limits.ts';
import { drawTrendMarks } from './trend-marks.ts';
import { nameOf, type TrendsView } from './trends-address.ts';
import { trendsFrame } from './trends-frame.ts';
import { trendsCsv, trendsDrawing } from './trends-sheet.ts';
import { TrendsTable } from './trends-table.ts';
import { useAlarmMarks } from './use-alarm-marks.ts';
import { useRuleLimits } from './use-rule-limits.ts';
import type { ShownTrends } from './use-trends.ts';

interface TrendsBodyProps {
  readonly view: TrendsView;
  readonly shown: ShownTrends;
  readonly show: (next: TrendsView) => void;
  readonly cursor: Signal<number | null>;
}

const HEIGHT = 420;
/** Ten years back is further than anything is kept. */
const OLDEST_MS = 10 * 365 * 86_400_000;

/** What was loaded: chart or table, then forecast and events. */
export function TrendsBody({ view, shown, show, cursor }: TrendsBodyProps) {
  const app = useApp();
  const { trends, rangeMs } = shown;
  const lineKeys = view.lines.map(nameOf).join();
  const chosen = view.lines[view.chosen];
  const point = pointOf(app, chosen?.sourceId);
  const frame = useMemo(
    () => trendsFrame(trends, view.lines, view.chosen, rangeMs, shown.values.units),
    [shown, lineKeys, view.chosen, units.value],
  );
  const ids = [...new Set(view.lines.map(({ sourceId }) => sourceId))];
  const ofRules = useRuleLimits(ids);
  const limits = useMemo(
    () => (chosen === undefined ? [] : limitsOf(point, chosen, ofRules.limits)),
    [point, view.chosen, lineKeys, ofRules.limits],
  );
  const foretold = useMemo(
    () => (chosen === undefined ? null : forecastOf(shown, chosen, limits, rangeMs[1])),
    [shown, limits, view.chosen],
  );
  const alarms = useAlarmMarks(
    ids.filter((id) => id.startsWith('pt_')),
    rangeMs,
  );
  const raised = alarms.state.value.kind === 'ready' ? alarms.state.value.value : [];
  const events = useMemo(() => trendEvents(trends, raised), [trends, raised]);
  const crossing = foretold?.forecast.kind === 'crossing' ? foretold.forecast : null;
  const unit = foretold?.limit.unit ?? '';
  const marks = useMemo(
    () => ({ limits, crossing, unit, isSent: foretold?.limit.isSent ?? false, events }),
    [limits, crossing, events],
  );
  const names = view.lines.map((key) => lineName(app, key, shown.values.names));
  const nowMs = app.now.peek();
  const whole: Range = [(nowMs - OLDEST_MS) / 1000, Math.max(nowMs, rangeMs[1]) / 1000];
  const onRange = ([from, to]: Range) => {
    if (to - from >= 1) show({ ...view, fixed: [Math.round(from * 1000), Math.round(to * 1000)] });
  };
  const isEmpty = trends.sources.every(({ steps }) => steps.length === 0);
  const sheet = { names, frame, rangeMs, marks, stepMs: trends.stepMs };
  const note = isEmpty
    ? trendsWords.empty
    : trendsWords.resolution(trendsWords.step(trends.stepMs));
  return html`<section class="card chart trends-chart" aria-label=${trendsWords.title}>
      <div class="chart-head">
        <p class="hint">${note}${trends.unknown.length > 0 && ` ${trendsWords.unknown(trends.unknown.length)}`}</p>
        <div class="tools">
          <${ChartButtons} range=${frame.xRange} whole=${whole} onRange=${onRange} />
          <${SaveMenu}
            name="tremolo-trends"
            drawing=${isEmpty ? null : () => trendsDrawing(sheet, location.href, Date.now())}
            csv=${isEmpty ? null : () => trendsCsv(sheet)}
          />
        </div>
      </div>
      ${
        view.shows === 'chart'
          ? html`<${LineChart}
              label=${`${trendsWords.title}: ${names.join(', ')}`}
              height=${HEIGHT}
              frame=${frame}
              whole=${whole}
              onRange=${onRange}
              cursor=${cursor}
              decorate=${(
                u: Parameters<typeof drawTrendMarks>[0],
                colours: Parameters<typeof drawTrendMarks>[2],
              ) => drawTrendMarks(u, marks, colours)}
              marks=${marks}
            />
            <p class="hint">${chartWords.hint}</p>`
          : html`<${TrendsTable} names=${names} frame=${frame} />`
      }
    </section>
    <div class="trends-below">
      ${
        chosen !== undefined &&
        html`<${ForecastCard}
          name=${names[view.chosen]}
          limits=${limits}
          areLimitsMissing=${ofRules.hasFailed}
          isVelocity=${chosen.figure === 'velocity'}
          foretold=${foretold}
          rangeMs=${rangeMs}
          isPast=${view.fixed !== null && rangeMs[1] < nowMs - (rangeMs[1] - rangeMs[0]) * 0.1}
        />`
      }
      <${EventList}
        events=${events}
        areLeftOut=${trends.areChangesLeftOut}
        failed=${alarms.state.value.kind === 'failed' ? alarms.reload : null}
        nameOf=${(pointId: string) => pointName(app, pointId)}
      />
    </div>`;
}

function pointOf({ plant }: App, pointId: string | undefined): Point | undefined {
  return pointId === undefined ? undefined : plant.cell(pointId)?.point.value;
}

function pointName({ plant }: App, pointId: string): string {
  return plant.cell(pointId)?.point.peek().name ?? trendsWords.gone;
}
