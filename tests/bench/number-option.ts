/** The number that an option says. Throws a sentence for anything that is none above zero. */
export function numberOption(values: Readonly<Record<string, unknown>>, name: string): number {
  const number = Number(values[name]);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`--${name} is a number above zero, not ${values[name]}.`);
}
