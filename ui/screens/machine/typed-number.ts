/** Null for an empty field, NaN for what is no number. A comma is a decimal point to half of the world. */
export function typedNumber(typed: string): number | null {
  const plain = typed.replace(/[\s\u2009\u00a0]/g, '').replace(',', '.');
  return plain === '' ? null : Number(plain);
}

/** A number as a field shows it; empty where it is unknown. */
export function written(value: number | null | undefined): string {
  return value == null ? '' : String(value);
}

/** A word as the hub takes it: null where nothing was typed. */
export function typedWord(typed: string): string | null {
  const word = typed.trim();
  return word === '' ? null : word;
}
