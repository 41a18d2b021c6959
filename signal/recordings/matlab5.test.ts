import { describe, expect, test } from 'bun:test';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { readMatlab5 } from '#signal/recordings/matlab5';

const golden = async (name: string) =>
  new Uint8Array(await Bun.file(`${import.meta.dir}/golden/${name}`).arrayBuffer());

/** A big-endian file with one uint8-stored double array, as an old SPARC would have left it. */
function bigEndianFile(): Uint8Array {
  const bytes = new Uint8Array(128 + 8 + 56);
  const view = new DataView(bytes.buffer);
  view.setUint16(124, 0x0100);
  view.setUint16(126, 0x4d49);
  const words = [14, 56, 6, 8, 6, 0, 5, 8, 1, 3, 0x0001_0001, 0x7a00_0000, 2, 3, 0x0709_0b00, 0];
  words.forEach((word, i) => {
    view.setUint32(128 + i * 4, word);
  });
  return bytes;
}

describe('readMatlab5', () => {
  test.each(['plain.mat', 'compressed.mat'])('reads what SciPy wrote: %s', async (name) => {
    const variables = readMatlab5(await golden(name));
    expect([...variables.keys()].sort()).toEqual([
      'X001RPM',
      'X001_DE_time',
      'counts',
      'single_row',
      'wide',
    ]);
    const wave = variables.get('X001_DE_time')!;
    expect(wave.dims).toEqual([64, 1]);
    for (let i = 0; i < 64; i++) expect(wave.data[i]).toBeCloseTo(Math.sin(i / 5), 14);
    expect(variables.get('single_row')!.data[3]).toBe(Math.fround(Math.cos(3 / 5)));
    expect([...variables.get('X001RPM')!.data]).toEqual([1797]);
    // Column-major: the first column of np.arange(-6, 6).reshape(3, 4) is -6, -2, 2.
    expect([...variables.get('counts')!.data.slice(0, 3)]).toEqual([-6, -2, 2]);
    expect([...variables.get('wide')!.data]).toEqual([-(2 ** 40), 2 ** 40]);
  });

  test('reads the other byte order', () => {
    const z = readMatlab5(bigEndianFile()).get('z')!;
    expect(z.dims).toEqual([1, 3]);
    expect([...z.data]).toEqual([7, 9, 11]);
  });

  test('names the way out for a file of another kind', () => {
    expect(() => readMatlab5(new TextEncoder().encode('\x89HDF\r\n'))).toThrow('-v7 or older');
  });

  test.each(['plain.mat', 'compressed.mat'])(
    'cut anywhere, %s gives fewer variables or a typed error, never another',
    async (name) => {
      const whole = await golden(name);
      let refused = 0;
      for (let size = 0; size < whole.length; size++) {
        try {
          readMatlab5(whole.slice(0, size));
        } catch (error) {
          expect(error).toBeInstanceOf(TremoloError);
          expect((error as TremoloError).code).toBe('recording_unreadable');
          refused++;
        }
      }
      expect(refused).toBeGreaterThan(whole.length / 2);
    },
  );

  test('does not run on into the bytes of a neighbour in the same buffer', async () => {
    const whole = await golden('plain.mat');
    expect(() => readMatlab5(whole.subarray(0, 300))).toThrow(TremoloError);
  });
});
