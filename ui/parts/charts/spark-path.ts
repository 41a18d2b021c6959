export interface SparkBox {
  readonly width: number;
  readonly height: number;
  /** What the bottom and the top of the box stand for; what lies beyond is drawn at its edge. */
  readonly range: readonly [low: number, high: number];
}

/**
 * The path of evenly spaced values, oldest first, and the dots of those that stand between two gaps. A gap (null) stays a gap:
 * no line is drawn over it.
 */
export function sparkPath(
  values: readonly (number | null)[],
  { width, height, range: [low, high] }: SparkBox,
): { line: string; dots: readonly (readonly [x: number, y: number])[] } {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const span = high - low;
  const placeOf = (value: number, i: number): [number, number] => {
    const share = span > 0 ? Math.min(1, Math.max(0, (value - low) / span)) : 0;
    return [round(i * step), round(height * (1 - share))];
  };
  const parts: string[] = [];
  const dots: [number, number][] = [];
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    const [x, y] = placeOf(value, i);
    const isFirst = i === 0 || values[i - 1] === null;
    const isLast = i === values.length - 1 || values[i + 1] === null;
    if (isFirst && isLast) dots.push([x, y]);
    else parts.push(`${isFirst ? 'M' : 'L'}${x} ${y}`);
  }
  return { line: parts.join(''), dots };
}

const round = (value: number) => Math.round(value * 10) / 10;
