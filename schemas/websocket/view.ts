import { CONDITIONS, type Condition, FAULT_LABELS } from '#schemas/readings/finding';

/**
 * A view: one window of a watched point at full rate, from a lane through the hub to a screen, little-endian.
 *
 * | offset | type     | field                                                              |
 * |--------|----------|--------------------------------------------------------------------|
 * | 0      | u8       | version, 1                                                         |
 * | 1      | u8       | condition: index in CONDITIONS                                     |
 * | 2      | u8       | 1 when a model gave the scores, else 0                             |
 * | 3      | u8       | length of the point id, ASCII, at 100                              |
 * | 4      | u16 × 3  | lengths: waveform, spectrum, envelope spectrum                     |
 * | 10     | u16      | reserved, 0                                                        |
 * | 12     | u32      | window number of this point, wraps                                 |
 * | 16     | f64      | time of the window's last sample, µs UTC                           |
 * | 24     | f32      | waveform rate, Hz (after decimation)                               |
 * | 28     | f32      | waveform scale, g per count                                        |
 * | 32     | f32      | spectrum, Hz per bin                                               |
 * | 36     | f32      | envelope spectrum, Hz per bin                                      |
 * | 40     | f32      | speed, r/min; NaN when unknown                                     |
 * | 44     | f32 × 11 | model score per label                                              |
 * | 88     | f32 × 3  | velocity mm/s r.m.s., acceleration g r.m.s., peak g; NaN: unknown   |
 * | 100    |          | point id, padded with zeros to 132                                 |
 * | 132    | f32 …    | spectrum (g peak), envelope spectrum (g² peak), then waveform int16 |
 */
export const VIEW_VERSION = 1;
const ID_OFFSET = 100;
const BODY_OFFSET = 132;

export interface View {
  pointId: string;
  condition: Condition;
  windowNumber: number;
  /** Time of the window's last sample, µs UTC. */
  atUs: number;
  speedRpm: number | null;
  scores: Float32Array | null;
  velocityMmS: number | null;
  accelerationG: number | null;
  peakG: number | null;
  /** g, evenly spaced at `waveformRateHz`. */
  waveform: Int16Array;
  waveformRateHz: number;
  waveformScaleG: number;
  /** Peak amplitude, g, at k × `spectrumHzPerBin`. */
  spectrum: Float32Array;
  spectrumHzPerBin: number;
  /** Peak amplitude of the squared envelope, g², at k × `envelopeHzPerBin`. */
  envelope: Float32Array;
  envelopeHzPerBin: number;
}

/** Bytes of a view, ready to send. */
export function encodeView(view: View): Uint8Array {
  const { spectrum, envelope, waveform } = view;
  const floats = spectrum.length + envelope.length;
  const out = new Uint8Array(BODY_OFFSET + floats * 4 + waveform.length * 2);
  const data = new DataView(out.buffer);
  data.setUint8(0, VIEW_VERSION);
  data.setUint8(1, CONDITIONS.indexOf(view.condition));
  data.setUint8(2, view.scores === null ? 0 : 1);
  data.setUint8(3, view.pointId.length);
  data.setUint16(4, waveform.length, true);
  data.setUint16(6, spectrum.length, true);
  data.setUint16(8, envelope.length, true);
  data.setUint32(12, view.windowNumber >>> 0, true);
  data.setFloat64(16, view.atUs, true);
  data.setFloat32(24, view.waveformRateHz, true);
  data.setFloat32(28, view.waveformScaleG, true);
  data.setFloat32(32, view.spectrumHzPerBin, true);
  data.setFloat32(36, view.envelopeHzPerBin, true);
  data.setFloat32(40, view.speedRpm ?? Number.NaN, true);
  if (view.scores !== null) new Float32Array(out.buffer, 44, FAULT_LABELS.length).set(view.scores);
  data.setFloat32(88, view.velocityMmS ?? Number.NaN, true);
  data.setFloat32(92, view.accelerationG ?? Number.NaN, true);
  data.setFloat32(96, view.peakG ?? Number.NaN, true);
  for (let i = 0; i < view.pointId.length; i++) out[ID_OFFSET + i] = view.pointId.charCodeAt(i);
  const body = new Float32Array(out.buffer, BODY_OFFSET, floats);
  body.set(spectrum);
  body.set(envelope, spectrum.length);
  new Int16Array(out.buffer, BODY_OFFSET + floats * 4, waveform.length).set(waveform);
  return out;
}

/** The view in these bytes, or null when they are none. Arrays are copies, free of the message's buffer. */
export function decodeView(bytes: Uint8Array): View | null {
  if (bytes.byteLength < BODY_OFFSET || bytes[0] !== VIEW_VERSION) return null;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counts = [data.getUint16(4, true), data.getUint16(6, true), data.getUint16(8, true)];
  const [waveformCount, spectrumCount, envelopeCount] = counts;
  const bodyBytes = (spectrumCount + envelopeCount) * 4 + waveformCount * 2;
  const condition = CONDITIONS[bytes[1]];
  const idLength = bytes[3];
  if (condition === undefined || idLength > BODY_OFFSET - ID_OFFSET) return null;
  if (bytes.byteLength !== BODY_OFFSET + bodyBytes) return null;
  // A Buffer's own `slice` would be no copy.
  const body = new Uint8Array(bytes.subarray(BODY_OFFSET)).buffer;
  const speed = data.getFloat32(40, true);
  const figure = (offset: number) => {
    const value = data.getFloat32(offset, true);
    return Number.isNaN(value) ? null : value;
  };
  return {
    pointId: String.fromCharCode(...bytes.subarray(ID_OFFSET, ID_OFFSET + idLength)),
    condition,
    windowNumber: data.getUint32(12, true),
    atUs: data.getFloat64(16, true),
    speedRpm: Number.isNaN(speed) ? null : speed,
    scores: bytes[2] === 1 ? new Float32Array(new Uint8Array(bytes.subarray(44, 88)).buffer) : null,
    velocityMmS: figure(88),
    accelerationG: figure(92),
    peakG: figure(96),
    waveform: new Int16Array(body, (spectrumCount + envelopeCount) * 4, waveformCount),
    waveformRateHz: data.getFloat32(24, true),
    waveformScaleG: data.getFloat32(28, true),
    spectrum: new Float32Array(body, 0, spectrumCount),
    spectrumHzPerBin: data.getFloat32(32, true),
    envelope: new Float32Array(body, spectrumCount * 4, envelopeCount),
    envelopeHzPerBin: data.getFloat32(36, true),
  };
}
