import { expect, test } from 'bun:test';
import { SAMPLE_FORMATS } from '#schemas/frames/frame';

/** Bytes allocated per sample on the way from g to frame and back. */
function bytesPerSample(format: string): number {
  const probe = Bun.spawnSync(
    [process.execPath, `${import.meta.dir}/allocation-probe.ts`, format],
    {
      env: { ...process.env, BUN_JSC_useGC: '0' },
    },
  );
  expect(probe.stderr.toString()).toBe('');
  return Number(probe.stdout.toString());
}

test('the probe sees an object per sample', () => {
  expect(bytesPerSample('boxed')).toBeGreaterThan(12);
});

for (const format of SAMPLE_FORMATS) {
  test(`encoding, restamping and decoding ${format} makes no object per sample`, () => {
    // The least object takes 16 bytes; the few views that a frame makes spread to under 1 byte per sample.
    expect(bytesPerSample(format)).toBeLessThan(2);
  });
}
