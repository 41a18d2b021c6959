import { describe, expect, test } from 'bun:test';
import { parseCwruName, readCwru } from '#signal/recordings/cwru';
import { readPronostia } from '#signal/recordings/pronostia';

const golden = async (name: string) =>
  new Uint8Array(await Bun.file(`${import.meta.dir}/golden/${name}`).arrayBuffer());

describe('CWRU', () => {
  test('a file name tells rate, fault, size and load', () => {
    expect(parseCwruName('12k_DE_IR014_2_171.mat')).toEqual({
      sampleRateHz: 12_000,
      fault: 'inner_race',
      sizeMil: 14,
      loadHp: 2,
      fileNumber: 171,
    });
    expect(parseCwruName('48k_Normal_0_97.mat')).toEqual({
      sampleRateHz: 48_000,
      fault: null,
      sizeMil: 0,
      loadHp: 0,
      fileNumber: 97,
    });
    expect(parseCwruName('118.mat')).toBeNull();
  });

  test('takes the waveform and speed of its own number', async () => {
    const recording = readCwru('12k_DE_B007_1_1.mat', await golden('compressed.mat'));
    expect(recording.speedRpm).toBe(1797);
    expect(recording.channels.map((c) => c.name)).toEqual(['DE']);
    expect(recording.channels[0]!.samples[5]).toBeCloseTo(Math.sin(1), 6);
  });

  test('refuses a file that holds another number, or whose rate is unknown', async () => {
    const bytes = await golden('plain.mat');
    expect(() => readCwru('48k_Normal_2_99.mat', bytes)).toThrow('no X099 waveform');
    expect(() => readCwru('plain.mat', bytes)).toThrow('sample rate is unknown');
  });
});

describe('PRONOSTIA', () => {
  const text = '8,47,5,1.9691e+05,0.05,-0.253\n8,47,5,1.9695e+05,0.165,-0.14\n';

  test('a snapshot has two channels in g and the speed of its condition', () => {
    const snapshot = readPronostia('Bearing2_1', 'acc_00001.csv', text);
    expect(snapshot.speedRpm).toBe(1650);
    expect(snapshot.sampleRateHz).toBe(25_600);
    expect(snapshot.channels.map((c) => c.name)).toEqual(['horizontal', 'vertical']);
    expect(snapshot.channels[1]!.samples[1]).toBeCloseTo(-0.14, 6);
  });

  test('refuses a folder that names no operating condition', () => {
    expect(() => readPronostia('cwru', 'acc_00001.csv', text)).toThrow('Bearing1_2');
  });
});
