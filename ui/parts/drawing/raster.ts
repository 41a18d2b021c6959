import type { Drawing } from './drawing.ts';
import { svgOf } from './svg.ts';

/** Pixels for each px of the drawing: sharp when printed. */
const SHARPNESS = 2;

/** The drawing as the bytes of a picture. Rejects where the browser cannot draw it. */
export async function rasterOf(
  drawing: Drawing,
  type: 'image/png' | 'image/jpeg',
): Promise<{ bytes: Uint8Array<ArrayBuffer>; width: number; height: number }> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgOf(drawing))}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = drawing.width * SHARPNESS;
  canvas.height = drawing.height * SHARPNESS;
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 0.92));
  if (blob === null) throw new Error('The canvas gave no picture.');
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { bytes, width: canvas.width, height: canvas.height };
}
