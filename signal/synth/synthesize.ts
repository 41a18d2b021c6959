import { MachineSynthesizer, type SynthesizerOptions } from './machine-synthesizer.ts';

/** One recording of a machine's axis in g: `durationS · sampleRateHz` samples, the same for the same options. */
export function synthesize(
  options: SynthesizerOptions & { readonly durationS: number },
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(Math.round(options.durationS * options.sampleRateHz));
  new MachineSynthesizer(options).next(out.length, out);
  return out;
}
