import type { Drawing, Mark, Place } from './drawing.ts';

/** A4, lying, in points; the drawing is fitted into it. */
const PAGE = { width: 842, height: 595, margin: 28 };
/** What Windows-1252 has beyond Latin-1, and what stands in for signs that no plain font has. */
const CODES: Readonly<Record<string, number>> = {
  '–': 0x96,
  '—': 0x97,
  '…': 0x85,
  '€': 0x80,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
};
const PLAIN: Readonly<Record<string, string>> = {
  '−': '-',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u00a0': ' ',
  '×': '\u00d7',
  '⁻': '-',
};

/** A picture of the whole page, where its words need letters that the plain fonts of a PDF do not have. */
export interface PagePicture {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Whether the drawing can be written with lines and words; one with images or other scripts needs a picture. */
export function isPlainPage({ marks, title }: Drawing): boolean {
  const isWritten = (text: string) => encoded(text) !== null;
  return (
    isWritten(title) &&
    marks.every((mark) => mark.kind !== 'image' && (mark.kind !== 'text' || isWritten(mark.text)))
  );
}

/** The drawing as one page of PDF 1.4, of lines and words; of its picture where one is handed in. */
export function pdfOf(
  drawing: Drawing,
  picture: PagePicture | null = null,
): Uint8Array<ArrayBuffer> {
  const scale = Math.min(
    (PAGE.width - 2 * PAGE.margin) / drawing.width,
    (PAGE.height - 2 * PAGE.margin) / drawing.height,
  );
  const top = PAGE.height - PAGE.margin;
  const place = ([x, y]: Place): string =>
    `${number(PAGE.margin + x * scale)} ${number(top - y * scale)}`;
  const content =
    picture === null
      ? drawing.marks.map((mark) => operatorsOf(mark, scale, place)).join('\n')
      : `q ${number(drawing.width * scale)} 0 0 ${number(drawing.height * scale)} ${place([0, drawing.height])} cm /Im Do Q`;
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const xObject = picture === null ? '' : ' /XObject << /Im 7 0 R >>';
  const objects: (string | [string, Uint8Array | string])[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents 6 0 R /Resources << /Font << /F 4 0 R /B 5 0 R >>${xObject} >> >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    ['', content],
  ];
  if (picture !== null) {
    const { jpeg, width, height } = picture;
    objects.push([
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
      jpeg,
    ]);
  }
  return fileOf(objects);
}

function operatorsOf(mark: Mark, scale: number, place: (at: Place) => string): string {
  switch (mark.kind) {
    case 'line': {
      const dash = (mark.dash ?? []).map((px) => number(px * scale)).join(' ');
      return `${colourOf(mark.colour)} RG ${number(mark.width * scale)} w [${dash}] 0 d 1 j\n${pathOf(mark.points, place)} S`;
    }
    case 'area':
      return `${colourOf(mark.colour)} rg\n${pathOf(mark.points, place)} f`;
    case 'text': {
      const text = encoded(mark.text) ?? '';
      const size = mark.size * scale;
      const width = textWidth(text, size);
      const back = mark.anchor === 'start' ? 0 : mark.anchor === 'middle' ? width / 2 : width;
      const [x, y] = place(mark.at).split(' ').map(Number);
      const matrix = mark.isUpright
        ? `0 1 -1 0 ${number(x)} ${number(y - back)}`
        : `1 0 0 1 ${number(x - back)} ${number(y)}`;
      return `BT ${colourOf(mark.colour)} rg /${mark.isStrong ? 'B' : 'F'} ${number(size)} Tf ${matrix} Tm (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`;
    }
    case 'image':
      return '';
  }
}

function pathOf(points: readonly Place[], place: (at: Place) => string): string {
  return points.map((at, i) => `${place(at)} ${i === 0 ? 'm' : 'l'}`).join('\n');
}

/** Text as bytes of Windows-1252, one character each; null where a letter has none. */
function encoded(text: string): string | null {
  let bytes = '';
  for (const sign of text) {
    const plain = PLAIN[sign] ?? sign;
    const code = CODES[plain] ?? plain.codePointAt(0) ?? 0;
    if (code > 255 || code < 32) return null;
    bytes += String.fromCharCode(code);
  }
  return bytes;
}

/** Widths of Helvetica in thousandths of its size, by kind of letter: near enough to end a word where it should. */
function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const sign of text) {
    sum += /[ .,:;|!'ijlIft()]/.test(sign)
      ? 285
      : /[mwMWG@%]/.test(sign)
        ? 830
        : /[A-Z]/.test(sign)
          ? 680
          : 550;
  }
  return (sum * size) / 1000;
}

function colourOf(hex: string): string {
  return [1, 3, 5].map((i) => number(Number.parseInt(hex.slice(i, i + 2), 16) / 255)).join(' ');
}

const number = (value: number) => String(Math.round(value * 1000) / 1000);

function fileOf(
  objects: readonly (string | [string, Uint8Array | string])[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const put = (part: string | Uint8Array) => {
    const bytes =
      typeof part === 'string' ? Uint8Array.from(part, (sign) => sign.charCodeAt(0)) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  put('%PDF-1.4\n');
  for (const [i, object] of objects.entries()) {
    offsets.push(length);
    put(`${i + 1} 0 obj\n`);
    if (typeof object === 'string') put(object);
    else {
      put(`<< ${object[0]} /Length ${object[1].length} >>\nstream\n`);
      put(object[1]);
      put('\nendstream');
    }
    put('\nendobj\n');
  }
  const start = length;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  put(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`);
  put(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  const file = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
