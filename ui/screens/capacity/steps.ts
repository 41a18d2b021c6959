const EACH = [1, 2, 2.5, 5, 10];
const STEPS_MAX = 4;

/** Round marks from nothing up to at least `top`, four or fewer besides nothing. */
export function steps(top: number): number[] {
  const size = 10 ** Math.floor(Math.log10(top / STEPS_MAX));
  const step = (EACH.find((each) => each * size * STEPS_MAX >= top) ?? 10) * size;
  const n = Math.ceil(top / step - 1e-9);
  return Array.from({ length: n + 1 }, (_, i) => Number((i * step).toPrecision(6)));
}
