/** Round places on an axis, about `count` of them, and how far they are apart. */
export function niceTicks(
  low: number,
  high: number,
  count: number,
): { ticks: number[]; step: number } {
  if (!(high > low)) return { ticks: [low], step: 1 };
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return { ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step), step };
}

/** The decades of a logarithmic axis. */
export function decadeTicks(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 10 ** (first + i));
}

const STEPS_S = [
  1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
];

/** Round times on an axis of seconds UTC. */
export function timeTicks(
  lowS: number,
  highS: number,
  count: number,
): { ticks: number[]; step: number } {
  const rough = (highS - lowS) / Math.max(1, count);
  const step = STEPS_S.find((one) => one >= rough) ?? rough;
  const first = Math.ceil(lowS / step);
  const ticks: number[] = [];
  for (let at = first * step; at <= highS; at += step) ticks.push(at);
  return { ticks, step };
}
