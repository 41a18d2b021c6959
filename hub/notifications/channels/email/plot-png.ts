import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 560;
const HEIGHT = 140;
const PAD = 8;
const LINE_PX = 1.6;
const [PAPER, GRID, INK] = [
  [255, 255, 255],
  [224, 228, 232],
  [38, 70, 120],
] as const;

/** Values over time; null where there is none. */
export interface PlotPoint {
  readonly atMs: number;
  readonly value: number | null;
}

/**
 * A small line plot as PNG, for letters: mail programs show neither SVG nor scripts. Axes and figures stand in the letter’s own
 * text, which readers of every kind can read. Null without at least two values.
 */
export function plotPng(points: readonly PlotPoint[], limit: number | null = null): Buffer | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length < 2) return null;
  const low = Math.min(0, ...values);
  const high = Math.max(...values, limit ?? Number.NEGATIVE_INFINITY);
  const span = high - low || 1;
  const fromMs = points[0].atMs;
  const lengthMs = points[points.length - 1].atMs - fromMs || 1;
  const x = (atMs: number) => PAD + ((atMs - fromMs) / lengthMs) * (WIDTH - 2 * PAD);
  const y = (value: number) => HEIGHT - PAD - ((value - low) / span) * (HEIGHT - 2 * PAD);
  const pixels = paper();
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    line(pixels, [PAD, y(low + share * span)], [WIDTH - PAD, y(low + share * span)], GRID);
  }
  if (limit !== null) line(pixels, [PAD, y(limit)], [WIDTH - PAD, y(limit)], [180, 60, 40]);
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a.value === null || b.value === null) continue;
    line(pixels, [x(a.atMs), y(a.value)], [x(b.atMs), y(b.value)], INK);
  }
  return png(pixels);
}

type Colour = readonly [number, number, number];
type Spot = readonly [number, number];

function paper(): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < pixels.length; i += 3) pixels.set(PAPER, i);
  return pixels;
}

/** Each pixel near the line takes its colour by how much of it the line covers. */
function line(pixels: Uint8Array, [ax, ay]: Spot, [bx, by]: Spot, colour: Colour): void {
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const left = Math.max(0, Math.floor(Math.min(ax, bx) - 2));
  const right = Math.min(WIDTH - 1, Math.ceil(Math.max(ax, bx) + 2));
  const top = Math.max(0, Math.floor(Math.min(ay, by) - 2));
  const bottom = Math.min(HEIGHT - 1, Math.ceil(Math.max(ay, by) + 2));
  for (let py = top; py <= bottom; py++) {
    for (let px = left; px <= right; px++) {
      const along = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length ** 2;
      const t = Math.min(1, Math.max(0, along));
      const away = Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay));
      const cover = Math.min(1, Math.max(0, LINE_PX / 2 + 0.5 - away));
      if (cover > 0) blend(pixels, (py * WIDTH + px) * 3, colour, cover);
    }
  }
}

function blend(pixels: Uint8Array, at: number, colour: Colour, cover: number): void {
  for (let i = 0; i < 3; i++) {
    pixels[at + i] = Math.round(pixels[at + i] * (1 - cover) + colour[i] * cover);
  }
}

/** PNG (ISO/IEC 15948): eight bits of red, green and blue, rows unfiltered. */
function png(pixels: Uint8Array): Buffer {
  const rows = Buffer.alloc(HEIGHT * (WIDTH * 3 + 1));
  for (let row = 0; row < HEIGHT; row++) {
    rows.set(pixels.subarray(row * WIDTH * 3, (row + 1) * WIDTH * 3), row * (WIDTH * 3 + 1) + 1);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'ascii'), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}
