/** A signal over the shaft's angle. */
export interface AngularSignal {
  readonly samples: Float64Array;
  readonly samplesPerRevolution: number;
}

/** The shaft's speed over a recording: r/min at its start, at equal steps, and at its end. One value: constant. */
export type SpeedProfile = readonly number[];

/**
 * Resamples a signal from equal steps of time to equal steps of the shaft's angle, so that lines of a machine whose speed
 * moves stand at one order (computed order tracking: Fyfe & Munck 1997). The speed is linear between the profile's points;
 * values are taken by cubic (Catmull-Rom) interpolation, right to 0.1 % for content below a tenth of the sample rate.
 */
export function orderTrack(
  samples: ArrayLike<number>,
  sampleRateHz: number,
  profile: SpeedProfile,
  samplesPerRevolution: number,
): AngularSignal {
  const end = samples.length - 1;
  const turns = angleAt(end, samples.length, sampleRateHz, profile);
  const count = Math.floor(turns * samplesPerRevolution) + 1;
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const place = placeOf(i / samplesPerRevolution, samples.length, sampleRateHz, profile);
    out[i] = cubicAt(samples, Math.min(end, place));
  }
  return { samples: out, samplesPerRevolution };
}

/**
 * Where each of `out.length` equal steps of angle over the whole stretch lies among samples 0 … length−1, written to `out`.
 * With speeds s at equal distances; keeps the mean speed, so that frequencies keep their mean values.
 */
export function equalAngles(speeds: ArrayLike<number>, length: number, out: Float64Array): void {
  const segments = speeds.length;
  let total = 0;
  for (let i = 0; i < segments; i++) total += speeds[i]!;
  const samplesPerSegment = length / segments;
  let segment = 0;
  let before = 0;
  for (let i = 0; i < out.length; i++) {
    const angle = (i / out.length) * total;
    while (segment < segments - 1 && angle >= before + speeds[segment]!) {
      before += speeds[segment]!;
      segment++;
    }
    out[i] = (segment + (angle - before) / speeds[segment]!) * samplesPerSegment;
  }
}

/** Revolutions turned from the start to sample `place`. */
function angleAt(place: number, length: number, rate: number, profile: SpeedProfile): number {
  const intervals = profile.length - 1;
  if (intervals < 1) return (place / rate) * (profile[0]! / 60);
  const seconds = (length - 1) / rate / intervals;
  let turns = 0;
  const at = (place / (length - 1)) * intervals;
  const whole = Math.min(intervals - 1, Math.floor(at));
  for (let i = 0; i < whole; i++) turns += ((profile[i]! + profile[i + 1]!) / 120) * seconds;
  const rest = at - whole;
  const slope = profile[whole + 1]! - profile[whole]!;
  return turns + ((profile[whole]! * rest + 0.5 * slope * rest * rest) / 60) * seconds;
}

/** The sample at which the shaft has turned so far: the inverse of `angleAt` within each linear piece. */
function placeOf(turns: number, length: number, rate: number, profile: SpeedProfile): number {
  const intervals = profile.length - 1;
  if (intervals < 1) return (turns * 60 * rate) / profile[0]!;
  const seconds = (length - 1) / rate / intervals;
  let before = 0;
  let piece = 0;
  for (; piece < intervals - 1; piece++) {
    const next = before + ((profile[piece]! + profile[piece + 1]!) / 120) * seconds;
    if (next > turns) break;
    before = next;
  }
  // Solves v·x + ½·a·x² = t in the form that also holds for a = 0.
  const speed = profile[piece]! / 60;
  const slope = (profile[piece + 1]! - profile[piece]!) / 60;
  const rest = (turns - before) / seconds;
  const x = (2 * rest) / (speed + Math.sqrt(Math.max(0, speed * speed + 2 * slope * rest)));
  return ((piece + x) * (length - 1)) / intervals;
}

/** Catmull-Rom interpolation at a fractional index; the ends repeat. */
export function cubicAt(samples: ArrayLike<number>, place: number): number {
  const last = samples.length - 1;
  const i = Math.min(last, Math.floor(place));
  const t = Math.min(last, place) - i;
  const b = samples[i]!;
  const a = samples[i > 0 ? i - 1 : 0]!;
  const c = samples[Math.min(last, i + 1)]!;
  const d = samples[Math.min(last, i + 2)]!;
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
