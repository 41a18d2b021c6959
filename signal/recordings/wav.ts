import { TremoloError } from '#schemas/errors/tremolo-error';

/** A WAV file's contents: integer samples scaled to ±1 of full scale, floating-point samples as stored. */
export interface WavAudio {
  sampleRateHz: number;
  channels: Float32Array[];
}

interface Format {
  tag: number;
  channels: number;
  sampleRateHz: number;
  bits: number;
}

const TAG_PCM = 1;
const TAG_FLOAT = 3;
const TAG_EXTENSIBLE = 0xfffe;

type SampleReader = (view: DataView, at: number) => number;
const READERS: Readonly<Record<string, SampleReader>> = {
  // 8-bit PCM alone is unsigned.
  '1/8': (v, at) => (v.getUint8(at) - 128) / 128,
  '1/16': (v, at) => v.getInt16(at, true) / 0x8000,
  '1/24': (v, at) => (v.getUint16(at, true) + (v.getInt8(at + 2) << 16)) / 0x80_0000,
  '1/32': (v, at) => v.getInt32(at, true) / 0x8000_0000,
  '3/32': (v, at) => v.getFloat32(at, true),
  '3/64': (v, at) => v.getFloat64(at, true),
};

/**
 * Reads a RIFF WAVE file of PCM (8, 16, 24, 32 bit) or IEEE float (32, 64 bit) samples. The file knows no unit: the
 * caller declares how many g full scale is. Source: Microsoft, "Multiple channel audio data and WAVE files".
 * @throws TremoloError recording_unreadable
 */
export function readWav(bytes: Uint8Array): WavAudio {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12 || text(view, 0) !== 'RIFF' || text(view, 8) !== 'WAVE') {
    throw unreadable('This is not a WAV file.');
  }
  let format: Format | null = null;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    const id = text(view, at);
    if (id === 'fmt ') format = readFormat(view, body, size);
    if (id === 'data') return readData(view, body, size, format);
    at = body + size + (size & 1);
  }
  throw unreadable('The WAV file holds no samples.');
}

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16 || at + size > view.byteLength) throw unreadable('The WAV header is cut short.');
  const stored = view.getUint16(at, true);
  const extended = stored === TAG_EXTENSIBLE && size >= 26;
  return {
    tag: extended ? view.getUint16(at + 24, true) : stored,
    channels: view.getUint16(at + 2, true),
    sampleRateHz: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}

function readData(view: DataView, at: number, size: number, format: Format | null): WavAudio {
  if (format === null) throw unreadable('The WAV file has samples before its header.');
  const read = READERS[`${format.tag}/${format.bits}`];
  if (read === undefined || format.channels === 0 || format.sampleRateHz === 0) {
    const kind = format.tag === TAG_PCM || format.tag === TAG_FLOAT ? '' : ' compressed';
    throw unreadable(`WAV with${kind} ${format.bits}-bit samples is not supported.`);
  }
  // Recorders that lose power leave a size beyond the file's end: take what is there.
  const available = Math.min(size, view.byteLength - at);
  const stride = (format.bits / 8) * format.channels;
  const frames = Math.floor(available / stride);
  const channels = Array.from({ length: format.channels }, () => new Float32Array(frames));
  for (let c = 0; c < format.channels; c++) {
    const out = channels[c]!;
    for (let i = 0; i < frames; i++) out[i] = read(view, at + i * stride + (c * format.bits) / 8);
  }
  return { sampleRateHz: format.sampleRateHz, channels };
}

function text(view: DataView, at: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));
}

function unreadable(sentence: string): TremoloError {
  return new TremoloError('recording_unreadable', sentence);
}
