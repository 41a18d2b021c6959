import { describe, expect, test } from 'bun:test';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { readWav } from '#signal/recordings/wav';

const golden = async (name: string) =>
  new Uint8Array(await Bun.file(`${import.meta.dir}/golden/${name}`).arrayBuffer());

/** A mono file of 24-bit samples in WAVE_FORMAT_EXTENSIBLE, as measuring cards write it. */
function extensible24(samples: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(12 + 48 + 8 + samples.length * 3);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  put(0, 'RIFF');
  put(8, 'WAVEfmt ');
  view.setUint32(16, 40, true);
  view.setUint16(20, 0xfffe, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 51_200, true);
  view.setUint16(34, 24, true);
  view.setUint16(44, 1, true);
  put(60, 'data');
  view.setUint32(64, samples.length * 3, true);
  samples.forEach((sample, i) => {
    view.setInt16(68 + i * 3, sample & 0xffff, true);
    view.setInt8(70 + i * 3, sample >> 16);
  });
  return bytes;
}

describe('readWav', () => {
  test.each([
    ['int16.wav', 25_600, 4],
    ['float32.wav', 48_000, 7],
    ['uint8.wav', 8000, 1],
  ])('reads what SciPy wrote: %s', async (name, rate, digits) => {
    const audio = readWav(await golden(name));
    expect(audio.sampleRateHz).toBe(rate);
    expect(audio.channels.map((c) => c.length)).toEqual([33, 33]);
    for (let i = 0; i < 33; i++) {
      expect(audio.channels[0]![i]).toBeCloseTo(-1 + i / 16, digits);
      expect(audio.channels[1]![i]).toBeCloseTo(0.5 - i / 32, digits);
    }
  });

  test('reads 24-bit samples with their sign', () => {
    const audio = readWav(extensible24([0, 1, -1, 0x7fffff, -0x800000]));
    const expected = [0, 2 ** -23, -(2 ** -23), 1 - 2 ** -23, -1];
    expect([...audio.channels[0]!]).toEqual(expected.map(Math.fround));
  });

  test('takes what is there of a file whose recorder lost power', async () => {
    const whole = await golden('int16.wav');
    expect(readWav(whole.slice(0, whole.length - 40)).channels[0]!.length).toBe(23);
  });

  test('refuses what it cannot read with a typed error', async () => {
    const whole = await golden('int16.wav');
    const compressed = whole.slice();
    compressed[20] = 6;
    expect(() => readWav(compressed)).toThrow('compressed');
    for (let size = 0; size < 44; size++) {
      expect(() => readWav(whole.slice(0, size))).toThrow(TremoloError);
    }
  });
});
