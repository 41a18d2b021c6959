import { expect, test } from 'bun:test';
import { sniffDocument } from './sniff-document.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  );
const u32 = (value: number) => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const u16 = (value: number) => [value >>> 8, value & 255];
const zeros = (count: number) => new Array<number>(count).fill(0);

const png = (width: number, height: number) =>
  bytes('\x89PNG\r\n\x1a\n', u32(13), 'IHDR', u32(width), u32(height), zeros(9));
/** A comment first, as cameras write it; then the frame. */
const jpeg = (width: number, height: number) =>
  bytes(
    [0xff, 0xd8, 0xff, 0xfe],
    u16(6),
    'note',
    [0xff, 0xff, 0xc2],
    u16(17),
    [8],
    u16(height),
    u16(width),
    zeros(12),
  );
const webp = (form: string, ...rest: number[][]) => bytes('RIFF', zeros(4), 'WEBP', form, ...rest);

test('pictures and papers are known by their own bytes', () => {
  expect(sniffDocument(png(800, 600))).toBe('image/png');
  expect(sniffDocument(jpeg(4_000, 3_000))).toBe('image/jpeg');
  expect(sniffDocument(webp('VP8 ', zeros(10), [64, 1], [240, 0], zeros(4)))).toBe('image/webp');
  expect(sniffDocument(webp('VP8L', zeros(5), [0x3f, 0x01, 0x3c, 0], zeros(10)))).toBe(
    'image/webp',
  );
  expect(sniffDocument(webp('VP8X', zeros(8), [99, 0, 0], [49, 0, 0], zeros(4)))).toBe(
    'image/webp',
  );
  expect(sniffDocument(bytes('%PDF-1.7\n%âãÏÓ'))).toBe('application/pdf');
});

test('whatever is something else, or is cut off, is refused', () => {
  const others = [
    bytes(''),
    bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"></svg>'),
    bytes('<!doctype html><script>x()</script>'),
    bytes('GIF89a', zeros(40)),
    bytes('PK\x03\x04', zeros(40)),
    png(800, 600).subarray(0, 20),
    png(0, 600),
    jpeg(10, 10).subarray(0, 12),
    webp('VP8?', zeros(40)),
  ];
  for (const other of others) expect(() => sniffDocument(other)).toThrow('PNG, JPEG and WebP');
});

test('a small file that unfolds to more than a screen can show is refused', () => {
  expect(() => sniffDocument(png(50_000, 50_000))).toThrow('too large');
  expect(() => sniffDocument(jpeg(60_000, 60_000))).toThrow('too large');
  expect(() =>
    sniffDocument(webp('VP8X', zeros(8), [255, 255, 255], [255, 255, 255], zeros(4))),
  ).toThrow('too large');
});
