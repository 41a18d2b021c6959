import { refused } from '#schemas/errors/refused';
import type { DocumentType } from '#schemas/plant/node';

/** More pixels than this freeze the browser that shows them, however small the file is. */
const PIXELS_MAX = 60_000_000;

/**
 * What a file is, by its own bytes: what a caller says of it counts for nothing. Throws `unsupported_media_type` for
 * anything else (an SVG carries scripts), and `too_large` for a picture that unfolds to more than a screen can show.
 */
export function sniffDocument(bytes: Uint8Array): DocumentType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = typeOf(bytes);
  if (type === 'application/pdf') return type;
  const size = type && SIZE_OF[type](bytes, view);
  if (type === null || size === null) {
    throw refused('document_type');
  }
  const [width, height] = size;
  if (width * height > PIXELS_MAX) {
    throw refused('picture_too_large', { width, height });
  }
  return type;
}

function typeOf(bytes: Uint8Array): DocumentType | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString(
    'latin1',
  );
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  return head.startsWith('%PDF-') ? 'application/pdf' : null;
}

type Size = readonly [width: number, height: number];
type Reader = (bytes: Uint8Array, view: DataView) => Size | null;

const SIZE_OF: Record<Exclude<DocumentType, 'application/pdf'>, Reader> = {
  // The header is the first chunk (PNG 11.2.2).
  'image/png': (bytes, view) =>
    bytes.length < 33 ? null : positive(view.getUint32(16), view.getUint32(20)),
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
};

function positive(width: number, height: number): Size | null {
  return width > 0 && height > 0 ? [width, height] : null;
}

/** From the first frame header (ITU T.81 B.2.2); markers between are skipped by their lengths. */
function jpegSize(bytes: Uint8Array, view: DataView): Size | null {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return positive(view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Lossy, lossless and extended files say it in places of their own (RFC 9649). */
function webpSize(bytes: Uint8Array, view: DataView): Size | null {
  if (bytes.length < 30) return null;
  const form = String.fromCharCode(...bytes.subarray(12, 16));
  const low14 = (value: number) => value & 0x3fff;
  if (form === 'VP8 ')
    return positive(low14(view.getUint16(26, true)), low14(view.getUint16(28, true)));
  if (form === 'VP8L') {
    const bits = view.getUint32(21, true);
    return positive(low14(bits) + 1, low14(bits >>> 14) + 1);
  }
  if (form !== 'VP8X') return null;
  const three = (at: number) => view.getUint16(at, true) + bytes[at + 2] * 65_536 + 1;
  return positive(three(24), three(27));
}
