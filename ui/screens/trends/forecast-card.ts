import { html } from 'htm/preact';
import type { Forecast } from '#signal/trend/forecast';
import { date } from '../../text/numbers.ts';
import { trendsWords } from '../../text/trends.ts';
import { type forecastOf, ZONE_ABOVE } from './trend-limits.ts';

interface ForecastCardProps {
  readonly name: string;
  readonly isVelocity: boolean;
  readonly hasZones: boolean;
  readonly foretold: ReturnType<typeof forecastOf>;
  readonly rangeMs: readonly [number, number];
  /** The range ends long before now: what it would foretell has been decided since. */
  readonly isPast: boolean;
}

/** When the chosen line reaches its next zone, with how sure that is and what it was learnt from; or why nothing is said. */
export function ForecastCard(props: ForecastCardProps) {
  const { name, rangeMs } = props;
  const crossing = props.foretold?.forecast.kind === 'crossing' ? props.foretold.forecast : null;
  return html`<section class="card forecast" aria-labelledby="forecast-title">
    <h2 id="forecast-title">${trendsWords.forecast}</h2>
    <p class="muted">${name}</p>
    <p class=${crossing === null ? '' : 'strong'} role="status">${sentenceOf(props)}</p>
    ${
      crossing !== null &&
      !props.isPast &&
      html`<p>${trendsWords.likely(date(crossing.likelyMs))}</p>
        <p class="hint">${trendsWords.method(spanWords(rangeMs), crossing.shape)}</p>`
    }
  </section>`;
}

function sentenceOf({
  isVelocity,
  hasZones,
  foretold,
  rangeMs,
  isPast,
}: ForecastCardProps): string {
  if (!isVelocity) return trendsWords.noForecastFor;
  if (!hasZones) return trendsWords.noZones;
  if (isPast) return trendsWords.fixedNote;
  if (foretold === null) return trendsWords.noThreshold;
  const { forecast, limit } = foretold;
  return forecast.kind === 'crossing'
    ? zoneSentence(forecast, ZONE_ABOVE[limit.name], rangeMs[1])
    : trendsWords.nothing(forecast);
}

function zoneSentence(
  { earliestMs, latestMs, horizonMs }: Extract<Forecast, { kind: 'crossing' }>,
  zone: string,
  nowMs: number,
): string {
  const in_ = (ms: number) => trendsWords.days(ms - nowMs);
  return latestMs === null
    ? trendsWords.zoneFrom(zone, in_(earliestMs), in_(horizonMs))
    : trendsWords.zoneIn(zone, in_(earliestMs), in_(latestMs));
}

function spanWords([from, to]: readonly [number, number]): string {
  return trendsWords.spanDays(to - from);
}
