import { describe, expect, test } from 'bun:test';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { ModelCard } from '#schemas/models/model-card';
import { readCard, writeCard } from '#schemas/models/onnx-card';

/** ir_version 8, and the foreign metadata {a: b}: a file that another exporter might have left. */
const FOREIGN = Uint8Array.of(0x08, 8, 0x72, 6, 0x0a, 1, 0x61, 0x12, 1, 0x62);

const CARD: ModelCard = {
  card: 1,
  name: 'test',
  version: '1',
  labels: ['ball', 'cage'],
  thresholds: [0.5, 0.5],
  sampleRateHz: { trained: 25_600, min: 8000, max: 60_000 },
  resample: false,
  windowSamples: 2048,
  hopSamples: 2048,
  axes: 1,
  unit: 'g',
  preprocessing: { name: 'signature', version: 1 },
  inputLength: 4,
  trainingData: [],
  metrics: [],
  seed: 1,
  command: 'none: ünïcode',
};

describe('the card in an .onnx file', () => {
  test('comes back as written, and a second one replaces the first', () => {
    const once = writeCard(FOREIGN, CARD);
    expect(readCard(once)).toEqual(CARD);
    const twice = writeCard(once, { ...CARD, version: '2' });
    expect(readCard(twice).version).toBe('2');
    expect(twice.length).toBe(once.length);
  });

  test('leaves all other bytes as they were', () => {
    const bytes = writeCard(FOREIGN, CARD);
    expect([...bytes.subarray(0, FOREIGN.length)]).toEqual([...FOREIGN]);
  });

  test.each([
    ['a file without a card', FOREIGN, 'carries no card'],
    ['bytes that are no model', Uint8Array.of(0xff, 0xff, 0xff), 'no ONNX model'],
    ['a cut file', writeCard(FOREIGN, CARD).slice(0, -1), 'no ONNX model'],
    [
      'a card with too few thresholds',
      writeCard(FOREIGN, { ...CARD, thresholds: [0.5] }),
      '1 thresholds for 2 labels',
    ],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(() => readCard(bytes)).toThrow(TremoloError);
    expect(() => readCard(bytes)).toThrow(sentence);
  });

  test('refuses a card of another schema, naming the place', () => {
    const text = new TextDecoder('latin1').decode(writeCard(FOREIGN, CARD));
    const changed = Uint8Array.from(text.replace('"axes":1', '"axes":3'), (c) => c.charCodeAt(0));
    expect(() => readCard(changed)).toThrow('not valid at "axes"');
  });
});
