import { type ChosenBand, chooseEnvelopeBand } from './choose-band.ts';

/** Impacts of a slow shaft are few: so much signal lets a dozen of them in at 600 r/min. */
const SURVEY_SECONDS = 1.25;

/**
 * Gathers a point's windows, without a gap between them, until they suffice to choose its envelope band by kurtogram. Made when
 * a point is taken on, thrown away with its answer; made anew when the point's machine has changed.
 */
export class BandSurvey {
  private readonly sampleRateHz: number;
  private readonly samples: Float32Array;
  private filled = 0;

  constructor(sampleRateHz: number) {
    this.sampleRateHz = sampleRateHz;
    this.samples = new Float32Array(Math.ceil(SURVEY_SECONDS * sampleRateHz));
  }

  /** Takes the next samples (g); the band once there are enough (some milliseconds of work), null before. */
  add(fresh: Float32Array): ChosenBand | null {
    const room = this.samples.length - this.filled;
    const taken = fresh.length > room ? fresh.subarray(0, room) : fresh;
    this.samples.set(taken, this.filled);
    this.filled += taken.length;
    if (this.filled < this.samples.length) return null;
    return chooseEnvelopeBand(this.samples, this.sampleRateHz);
  }

  /** Begins anew, after a gap. */
  reset(): void {
    this.filled = 0;
  }
}
