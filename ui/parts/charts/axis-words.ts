import { fixed, plain } from '../../text/numbers.ts';

/** Numbers of one precision; the last carries the unit. On a logarithmic axis only decades are written. */
export function axisWords(
  ticks: readonly (number | null)[],
  step: number,
  unit: string,
  isLog = false,
): string[] {
  const decimals = decimalsOf(step);
  const words = ticks.map((tick) => {
    if (tick === null) return '';
    if (!isLog) return fixed(tick, decimals);
    return Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9 ? plain(tick) : '';
  });
  const last = words.findLastIndex((word) => word !== '');
  return words.map((word, i) => (i === last ? `${word} ${unit}`.trimEnd() : word));
}

/** As many as the step needs to be written whole: 0.025 needs three. */
function decimalsOf(step: number): number {
  const least = Math.min(6, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const isWhole = Math.abs(step * 10 ** least - Math.round(step * 10 ** least)) < 1e-6;
  return isWhole ? least : Math.min(6, least + 1);
}
