import { STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import type { Fft } from '#signal/spectrum/fft';
import type { HeapBuffer, Kernels } from '#signal/spectrum/kernels';
import { velocityBand } from '#signal/spectrum/velocity-band';
import type { LineSpectrumReader } from './line-spectrum.ts';

/** Velocity and displacement of a context by integration of its acceleration spectrum: one weight per bin. */
export class VelocityWeights {
  /** Mm/s r.m.s. over the band of ISO 20816-1; NaN where the sample rate does not reach 1 kHz. */
  velocityMmS = Number.NaN;
  /** Micrometres r.m.s. over the same band. */
  displacementUm = Number.NaN;
  /** Times a bin's `power` (g², unscaled) gives (mm/s)² and µm². */
  private readonly velocity: HeapBuffer;
  private readonly displacement: HeapBuffer;
  private readonly kernels: Kernels;

  constructor(fft: Fft, reader: LineSpectrumReader) {
    this.kernels = fft.kernels;
    const bins = reader.usableBins;
    this.velocity = fft.allocate(bins);
    this.displacement = fft.allocate(bins);
    for (let k = 1; k < bins; k++) {
      const omega = 2 * Math.PI * k * reader.hzPerBin;
      const perG = (STANDARD_GRAVITY_M_S2 * 1000) / omega;
      this.velocity.f32[k] = reader.meanSquareScale * perG ** 2;
      this.displacement.f32[k] = reader.meanSquareScale * ((perG * 1000) / omega) ** 2;
    }
  }

  /** Integrates the reader's present spectrum; the speed decides the lower limit. */
  measure(reader: LineSpectrumReader, speedRpm: number | null): void {
    const { lowHz, highHz } = velocityBand(speedRpm);
    const from = Math.max(2, Math.ceil(lowHz / reader.hzPerBin));
    const to = Math.floor(highHz / reader.hzPerBin) + 1;
    if (to > reader.usableBins) {
      this.velocityMmS = Number.NaN;
      this.displacementUm = Number.NaN;
      return;
    }
    const { kernels } = this;
    const velocity = kernels.dot(reader.powerBuffer, this.velocity, from, to);
    const displacement = kernels.dot(reader.powerBuffer, this.displacement, from, to);
    this.velocityMmS = Math.sqrt(velocity);
    this.displacementUm = Math.sqrt(displacement);
  }
}
