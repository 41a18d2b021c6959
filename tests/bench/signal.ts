import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { createAnalysis } from '#signal/features/analysis';
import { WindowAnalyzer } from '#signal/features/analyzer';
import { loadFft } from '#signal/spectrum/fft';

/** Measures one transform and the full analysis of windows of many points, on one core; prints medians. */

const WINDOW = 2048;
const SAMPLE_RATE_HZ = 25_600;
const POINTS = 200;
const ROUNDS = 60;
const MACHINE = {
  ...UNKNOWN_MACHINE,
  speedRpm: 1797,
  bearing: {
    designation: 'SKF 6205-2RS',
    balls: 9,
    ballDiameterMm: 0.3126 * 25.4,
    pitchDiameterMm: 1.537 * 25.4,
    contactAngleDeg: 0,
  },
};

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

/** Microseconds per call: the median of many bursts, so that another process's turn does not count. */
function timed(bursts: number, calls: number, run: () => void): number {
  const times: number[] = [];
  for (let burst = 0; burst < bursts; burst++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) run();
    times.push(((performance.now() - start) * 1000) / calls);
  }
  return median(times);
}

const fft = await loadFft();
// Noise differs from window to window: repeated data would teach the branch predictor.
const windows = Array.from({ length: 256 }, () =>
  Float32Array.from({ length: WINDOW }, () => Math.random() - 0.5),
);
const buffer = fft.allocate(WINDOW);
buffer.f32.set(windows[0]!);
const spectrum = fft.allocate(WINDOW);
const plan = fft.plan(WINDOW, 'real');
const transform = () => plan.forward(buffer, spectrum);
timed(5, 2000, transform);
const fft2048Us = timed(ROUNDS, 2000, transform);

const analyzer = new WindowAnalyzer({ fft, windowSamples: WINDOW });
const contexts = Array.from({ length: POINTS }, () => analyzer.createContext(SAMPLE_RATE_HZ));

/** One window of each point in turn, as a lane does: contexts do not stay in the nearest cache. */
function windowsPerSecond(wantSpectra: boolean): number {
  const analysis = createAnalysis();
  analysis.wantSpectra = wantSpectra;
  let next = 0;
  const analyze = () => {
    const point = next % POINTS;
    analyzer.analyze(contexts[point]!, windows[next % windows.length]!, MACHINE, analysis);
    next++;
  };
  timed(20, POINTS, analyze);
  if (analysis.warming) throw new Error('The contexts did not fill.');
  return Math.round(1e6 / timed(ROUNDS, POINTS, analyze));
}

const featureWindowsPerSecond = windowsPerSecond(false);
const watched = windowsPerSecond(true);
console.log(`transform of ${WINDOW} real samples: ${fft2048Us.toFixed(2)} µs`);
console.log(`features, lines and signature: ${featureWindowsPerSecond} windows/s on one core`);
console.log(`the same with both spectra for a screen: ${watched} windows/s`);
console.log(
  JSON.stringify({
    bench: 'signal',
    fft2048Us: Number(fft2048Us.toFixed(2)),
    featureWindowsPerSecond,
  }),
);
