import { html } from 'htm/preact';
import type { Forecast } from '#signal/trend/forecast';
import { date } from '../../text/numbers.ts';
import { trendsWords } from '../../text/trends.ts';
import { amount, amountAsSent } from '../../text/units.ts';
import { type Foretold, type TrendLimit, ZONE_ABOVE } from './trend-limits.ts';

interface ForecastCardProps {
  readonly name: string;
  readonly isVelocity: boolean;
  readonly limits: readonly TrendLimit[];
  /** Limits of alarm rules could not be read: there may be others. */
  readonly areLimitsMissing: boolean;
  readonly foretold: Foretold | null;
  readonly rangeMs: readonly [number, number];
  /** The range ends long before now: what it would foretell has been decided since. */
  readonly isPast: boolean;
}

/** When the chosen line reaches its next limit, with how sure that is and what it was learnt from; or why nothing is said. */
export function ForecastCard(props: ForecastCardProps) {
  const { name, rangeMs, foretold, isPast, areLimitsMissing } = props;
  const crossing = foretold?.forecast.kind === 'crossing' ? foretold.forecast : null;
  const origin = isPast ? null : (foretold?.limit.origin ?? null);
  return html`<section class="card forecast" aria-labelledby="forecast-title">
    <h2 id="forecast-title">${trendsWords.forecast}</h2>
    <p class="muted">${name}</p>
    <p class=${crossing === null ? '' : 'strong'} role="status">${sentenceOf(props)}</p>
    ${
      crossing !== null &&
      !isPast &&
      html`<p>${trendsWords.likely(date(crossing.likelyMs))}</p>
        <p class="hint">${trendsWords.method(spanWords(rangeMs), crossing.shape)}</p>`
    }
    ${foretold !== null && origin !== null && html`<p class="hint">${crossing === null && `${trendsWords.judgedBy(limitName(foretold.limit))} `}${trendsWords.origins[origin]}</p>`}
    ${areLimitsMissing && html`<p class="hint">${trendsWords.limitsFailed}</p>`}
  </section>`;
}

function sentenceOf({ isVelocity, limits, foretold, rangeMs, isPast }: ForecastCardProps): string {
  if (limits.every(({ name }) => name === 'baseline')) {
    return isVelocity ? trendsWords.noZones : trendsWords.noForecastFor;
  }
  if (isPast) return trendsWords.fixedNote;
  if (foretold === null) return trendsWords.noThreshold;
  const { forecast, limit } = foretold;
  if (forecast.kind === 'crossing') return crossingSentence(forecast, limit, rangeMs[1]);
  const isAway = forecast.kind === 'falling' && limit.side === 'below';
  return isAway ? trendsWords.rising : trendsWords.nothing(forecast);
}

function crossingSentence(
  { earliestMs, latestMs, horizonMs }: Extract<Forecast, { kind: 'crossing' }>,
  limit: TrendLimit,
  nowMs: number,
): string {
  const in_ = (ms: number) => trendsWords.days(ms - nowMs);
  const what = limitName(limit);
  return latestMs === null
    ? trendsWords.limitFrom(what, in_(earliestMs), in_(horizonMs))
    : trendsWords.limitIn(what, in_(earliestMs), in_(latestMs));
}

/** "Zone C", "ALARM (5.4 mm/s)", "“Oil hot” (80 °C)". */
function limitName({ name, value, unit, isSent, ruleName }: TrendLimit): string {
  const said = isSent ? amountAsSent(value, unit) : amount(value, unit);
  if (name === 'rule') return trendsWords.ruleLimit(ruleName, said);
  if (name === 'alarm') return trendsWords.alarmLimit(said);
  return name === 'baseline' ? trendsWords.baseline : trendsWords.zone(ZONE_ABOVE[name]);
}

function spanWords([from, to]: readonly [number, number]): string {
  return trendsWords.spanDays(to - from);
}
