import type { PlanePart } from '../../parts/charts/plane-plot.ts';
import { type WaterfallInk, waterfallInk } from '../point/waterfall-ink.ts';
import { decibel } from './analysis-frame.ts';
import { type Levels, type Picture, pictureGrid } from './picture.ts';

/** What an image of a picture is made of. */
export interface ImageParts {
  readonly picture: Picture;
  readonly shown: PlanePart;
  readonly levels: Levels;
  readonly columns: number;
  readonly lines: number;
}

/** The part that is shown in the colours of a theme, a pixel for each column and line. */
export function pictureImage(
  { picture, shown, levels, columns, lines }: ImageParts,
  ink: WaterfallInk,
): HTMLCanvasElement {
  const { floorDb, topDb } = levels;
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = lines;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(columns, lines);
  const pixels = new Uint32Array(image.data.buffer);
  const grid = pictureGrid(picture, shown, columns, lines);
  for (let i = 0; i < pixels.length; i++) {
    const share = (decibel(grid[i]) - floorDb) / (topDb - floorDb);
    pixels[i] = Number.isNaN(grid[i])
      ? ink.empty
      : ink.ramp[Math.round(255 * Math.min(1, Math.max(0, share)))];
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** The colours that hold where an element stands. */
export function inkOf(element: Element): WaterfallInk {
  return waterfallInk(getComputedStyle(element).colorScheme, matchMedia);
}

/** Makes an image anew only where something of it changed: a cursor moves over it many times a second. */
export class ImageKeeper {
  #parts: readonly unknown[] = [];
  #image: HTMLCanvasElement | null = null;

  image(parts: ImageParts, element: Element): HTMLCanvasElement {
    const { picture, shown, levels, columns, lines } = parts;
    const scheme = getComputedStyle(element).colorScheme;
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const needed = [
      ...[picture, columns, lines, scheme, isDark, levels.topDb],
      ...[shown.x[0], shown.x[1], shown.y[0], shown.y[1]],
    ];
    if (this.#image === null || needed.some((part, i) => part !== this.#parts[i])) {
      this.#image = pictureImage(parts, inkOf(element));
      this.#parts = needed;
    }
    return this.#image;
  }
}
