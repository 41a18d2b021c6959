import { saveFile } from '../save-file.ts';
import type { Drawing } from './drawing.ts';
import { isPlainPage, pdfOf } from './pdf.ts';
import { rasterOf } from './raster.ts';
import { svgOf } from './svg.ts';

/** Hands the drawing to the browser as a file: `name` gets the ending of its kind. */
export async function saveDrawing(
  drawing: Drawing,
  name: string,
  as: 'png' | 'svg' | 'pdf',
): Promise<void> {
  const file = `${name}.${as}`;
  if (as === 'svg') return saveFile(file, 'image/svg+xml', svgOf(drawing));
  if (as === 'png')
    return saveFile(file, 'image/png', (await rasterOf(drawing, 'image/png')).bytes);
  if (isPlainPage(drawing)) return saveFile(file, 'application/pdf', pdfOf(drawing));
  const { bytes, width, height } = await rasterOf(drawing, 'image/jpeg');
  saveFile(file, 'application/pdf', pdfOf(drawing, { jpeg: bytes, width, height }));
}
