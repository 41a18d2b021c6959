import { SAMPLES_MAX } from '#schemas/http/diagnoses';

export type ReadRecording =
  | { readonly kind: 'read'; readonly samples: Float32Array<ArrayBuffer> }
  | { readonly kind: 'empty' | 'long' }
  | { readonly kind: 'odd'; readonly line: number };

/** Reads a recording that is written as text: numbers by the line or between commas, semicolons or blanks; a first line of words is a header. */
export function readRecording(text: string): ReadRecording {
  const found: number[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const cells = line.split(/[,;\s]+/).filter(Boolean);
    const numbers = cells.map(Number);
    if (numbers.some((number) => !Number.isFinite(number))) {
      if (index === 0) continue;
      return { kind: 'odd', line: index + 1 };
    }
    for (const number of numbers) found.push(number);
    if (found.length > SAMPLES_MAX) return { kind: 'long' };
  }
  return found.length === 0
    ? { kind: 'empty' }
    : { kind: 'read', samples: Float32Array.from(found) };
}

/** The samples as the hub takes them. Little-endian, as every machine that runs a browser is. */
export function packed(samples: Float32Array<ArrayBuffer>): { format: 'float32'; base64: string } {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  let characters = '';
  // In pieces: a call takes only so many arguments.
  const PIECE = 8192;
  for (let at = 0; at < bytes.length; at += PIECE) {
    characters += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return { format: 'float32', base64: btoa(characters) };
}
