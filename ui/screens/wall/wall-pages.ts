/** What fits a screen that is read from the other end of a hall. */
export interface WallFit {
  readonly columns: number;
  readonly rows: number;
}

/** A tile needs so much of the screen to be read from five metres: 4 across a wide one, 4 down. */
const WIDE_PX = 1_200;
const TABLET_PX = 700;
const TILE_MIN_PX = 132;
const TILE_OF_HEIGHT = 0.2;
/** Held in a hand it is scrolled, not turned: all there is, within reason. */
const ROWS_IN_HAND = 500;

/** How many tiles fit into so much room of a window of this height; at least one. */
export function wallFit(room: { width: number; height: number }, windowHeight: number): WallFit {
  const columns = room.width >= WIDE_PX ? 4 : room.width >= TABLET_PX ? 2 : 1;
  if (columns === 1) return { columns, rows: ROWS_IN_HAND };
  const tileHeight = Math.max(TILE_MIN_PX, windowHeight * TILE_OF_HEIGHT);
  return { columns, rows: Math.max(1, Math.floor(room.height / tileHeight)) };
}

/** Which tiles are on the screen now, of pages that follow each other. */
export interface WallPage {
  /** So many of the first stand on every page. */
  readonly held: number;
  /** After them these. */
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/** A page stays for as long as it takes to read it. */
export const PAGE_MS = 12_000;

/**
 * The page that shows at this time: all screens of a hall turn together. Of `items` the first `urgent` need somebody: they stay in
 * sight while the others turn, unless they would take more than half of the screen.
 */
export function wallPage(
  { items, urgent }: { items: number; urgent: number },
  { columns, rows }: WallFit,
  nowMs: number,
): WallPage {
  const size = columns * rows;
  const held = items > size && urgent <= size / 2 ? urgent : 0;
  const slots = size - held;
  const pages = Math.max(1, Math.ceil((items - held) / slots));
  const page = Math.floor(nowMs / PAGE_MS) % pages;
  const from = held + page * slots;
  return { held, from, to: Math.min(items, from + slots), page: page + 1, pages };
}
