import { expect, test } from 'bun:test';
import { readRecordingFile } from './recording-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('each column of a table is a signal, whose rate somebody has to say', () => {
  const { channels, sampleRateHz } = readRecordingFile('a.csv', bytes('DE,FE\n1,2\n3,4\n'));
  expect(sampleRateHz).toBeNull();
  expect(channels.map(({ name, samples }) => [name, ...samples])).toEqual([
    ['DE', 1, 3],
    ['FE', 2, 4],
  ]);
});

test('what is no recording is refused with a sentence', () => {
  expect(() => readRecordingFile('x.wav', bytes('no wave'))).toThrow('This is not a WAV file.');
  expect(() => readRecordingFile('x.csv', bytes(''))).toThrow('The table is empty.');
});
