const MAGIC = 0xfd2fb528;
/** Bytes of the field, by the two upper bits of the descriptor (RFC 8878, 3.1.1.1.1.1). */
const FIELD_BYTES = [0, 2, 4, 8];
const DICTIONARY_BYTES = [0, 1, 2, 4];
const HEAD_BYTES = 5;

/** How large the content of a zstd frame says that it is; null when it does not say, or is no such frame. */
export function zstdContentBytes(packed: Uint8Array): number | null {
  if (packed.length < HEAD_BYTES) return null;
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return null;
  const descriptor = packed[4];
  const isSingle = ((descriptor >> 5) & 1) === 1;
  const size = descriptor >> 6 === 0 && isSingle ? 1 : FIELD_BYTES[descriptor >> 6];
  const at = HEAD_BYTES + (isSingle ? 0 : 1) + DICTIONARY_BYTES[descriptor & 3];
  if (size === 0 || packed.length < at + size) return null;
  if (size === 1) return packed[at];
  if (size === 2) return view.getUint16(at, true) + 256;
  if (size === 4) return view.getUint32(at, true);
  return Number(view.getBigUint64(at, true));
}
