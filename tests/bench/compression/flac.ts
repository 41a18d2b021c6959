import { spawnSync } from 'node:child_process';
import { SAMPLE_BYTES } from '#schemas/frames/frame';
import type { Way } from './ways.ts';

/** The `flac` of this machine as a way, or null where there is none; its start is in its time. */
export function flacWay(level: number): Way | null {
  const path = Bun.which('flac');
  if (path === null) return null;
  const run = (options: string[], input: Uint8Array) => {
    const { status, stdout, stderr } = spawnSync(path, ['--silent', '--stdout', ...options, '-'], {
      input,
      maxBuffer: 2 ** 30,
    });
    if (status !== 0) throw new Error(`flac: ${stderr}`);
    return stdout;
  };
  const rawOptions = (format: 'int16' | 'int24') => [
    '--force-raw-format',
    '--endian=little',
    '--sign=signed',
    ...(format === 'int16' || format === 'int24'
      ? [`--bps=${SAMPLE_BYTES[format] * 8}`, '--channels=1', '--sample-rate=48000']
      : []),
  ];
  return {
    name: `FLAC ${level}`,
    shrink: (format, raw) => run([`-${level}`, ...rawOptions(format)], raw),
    restore: (_, packed) =>
      run(['--decode', '--force-raw-format', '--endian=little', '--sign=signed'], packed),
  };
}
