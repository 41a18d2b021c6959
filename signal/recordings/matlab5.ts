import { inflateSync } from 'node:zlib';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** A real numeric array of a .mat file: dimensions as MATLAB has them, values in column-major order. */
export interface MatlabArray {
  dims: number[];
  data: Float64Array;
}

/** One data element: its type and the bytes of its body, and where the next one starts. */
interface Element {
  type: number;
  body: DataView;
  next: number;
}

const HEADER_BYTES = 128;
const MI_MATRIX = 14;
const MI_COMPRESSED = 15;
/** mxDOUBLE_CLASS … mxUINT64_CLASS; below are cells, structures, objects, text and sparse arrays. */
const FIRST_NUMERIC_CLASS = 6;
const LAST_NUMERIC_CLASS = 15;
const COMPLEX_FLAG = 0x0800;
/** Keeps a small hostile file from inflating over all memory. */
const MAX_INFLATED_BYTES = 1 << 30;

/** Reads one number of a storage type ("MAT-File Format", table 1-1: miINT8 … miUINT64). */
type NumberReader = { bytes: number; at: (v: DataView, o: number, le: boolean) => number };
const STORAGE: Readonly<Record<number, NumberReader>> = {
  1: { bytes: 1, at: (v, o) => v.getInt8(o) },
  2: { bytes: 1, at: (v, o) => v.getUint8(o) },
  3: { bytes: 2, at: (v, o, le) => v.getInt16(o, le) },
  4: { bytes: 2, at: (v, o, le) => v.getUint16(o, le) },
  5: { bytes: 4, at: (v, o, le) => v.getInt32(o, le) },
  6: { bytes: 4, at: (v, o, le) => v.getUint32(o, le) },
  7: { bytes: 4, at: (v, o, le) => v.getFloat32(o, le) },
  9: { bytes: 8, at: (v, o, le) => v.getFloat64(o, le) },
  12: { bytes: 8, at: (v, o, le) => Number(v.getBigInt64(o, le)) },
  13: { bytes: 8, at: (v, o, le) => Number(v.getBigUint64(o, le)) },
};

/**
 * Reads the real numeric arrays of a MATLAB 5 file (.mat of MATLAB 5 to 7.2, plain or compressed, either byte order),
 * by name. Text, cells, structures, sparse and complex arrays are passed over. Inflation by node:zlib is this
 * module's only use of the platform. Source: MathWorks, "MAT-File Format". @throws TremoloError recording_unreadable
 */
export function readMatlab5(bytes: Uint8Array): Map<string, MatlabArray> {
  try {
    return readFile(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof TremoloError) throw error;
    throw new TremoloError('recording_unreadable', 'The .mat file is damaged or cut short.', {
      cause: error,
    });
  }
}

function readFile(view: DataView): Map<string, MatlabArray> {
  const littleEndian = byteOrder(view);
  const variables = new Map<string, MatlabArray>();
  for (let at = HEADER_BYTES; at < view.byteLength; ) {
    const element = readElement(view, at, littleEndian);
    at = element.next;
    const matrix = element.type === MI_COMPRESSED ? inflated(element.body, littleEndian) : element;
    if (matrix.type !== MI_MATRIX) continue;
    const variable = readMatrix(matrix.body, littleEndian);
    if (variable !== null) variables.set(variable.name, variable.array);
  }
  return variables;
}

/** True for little-endian, by the "MI" mark that the writer stored as a 16-bit number. */
function byteOrder(view: DataView): boolean {
  const mark = view.byteLength < HEADER_BYTES ? 0 : view.getUint16(126, true);
  const littleEndian = mark === 0x4d49;
  const known = littleEndian || mark === 0x494d;
  if (!known || view.getUint16(124, littleEndian) >> 8 !== 1) {
    throw new TremoloError(
      'recording_unreadable',
      'This is not a MATLAB 5 file. Save it from MATLAB with -v7 or older (7.3 files are HDF5).',
    );
  }
  return littleEndian;
}

function readElement(view: DataView, at: number, le: boolean): Element {
  const first = view.getUint32(at, le);
  const smallBytes = first >>> 16;
  // A small element packs size, type and up to 4 bytes of data in 8 bytes.
  if (smallBytes !== 0) {
    if (smallBytes > 4) throw new RangeError(`small element of ${smallBytes} bytes at ${at}`);
    return { type: first & 0xffff, body: slice(view, at + 4, smallBytes), next: at + 8 };
  }
  const size = view.getUint32(at + 4, le);
  // Every body is padded to 8 bytes, but for compressed ones.
  const padding = first === MI_COMPRESSED ? 0 : -size & 7;
  return { type: first, body: slice(view, at + 8, size), next: at + 8 + size + padding };
}

function slice(view: DataView, at: number, size: number): DataView {
  return new DataView(view.buffer, view.byteOffset + at, checked(view, at, size));
}

/** A DataView over a shared buffer would happily run on into a neighbour's bytes. */
function checked(view: DataView, at: number, size: number): number {
  if (at + size > view.byteLength) throw new RangeError(`${size} bytes at ${at} run past the end`);
  return size;
}

function inflated(body: DataView, le: boolean): Element {
  const packed = new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  const plain = inflateSync(packed, { maxOutputLength: MAX_INFLATED_BYTES });
  return readElement(new DataView(plain.buffer, plain.byteOffset, plain.byteLength), 0, le);
}

function readMatrix(view: DataView, le: boolean): { name: string; array: MatlabArray } | null {
  const flags = readElement(view, 0, le);
  const word = flags.body.getUint32(0, le);
  const arrayClass = word & 0xff;
  if (arrayClass < FIRST_NUMERIC_CLASS || arrayClass > LAST_NUMERIC_CLASS) return null;
  if ((word & COMPLEX_FLAG) !== 0) return null;
  const dimensions = readElement(view, flags.next, le);
  const name = readElement(view, dimensions.next, le);
  const real = readElement(view, name.next, le);
  const dims = Array.from(numbers(dimensions, le));
  const data = numbers(real, le);
  const expected = dims.reduce((product, n) => product * n, 1);
  if (data.length !== expected) throw new RangeError(`${data.length} values for ${dims.join('×')}`);
  return { name: String.fromCharCode(...numbers(name, le)), array: { dims, data } };
}

function numbers(element: Element, le: boolean): Float64Array {
  const storage = STORAGE[element.type];
  if (storage === undefined) throw new RangeError(`storage type ${element.type}`);
  const count = Math.floor(element.body.byteLength / storage.bytes);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = storage.at(element.body, i * storage.bytes, le);
  return out;
}
