import { REASONS, type ReasonName } from '#schemas/errors/reasons';
import { TremoloError } from '#schemas/errors/tremolo-error';

type HolesOf<Sentence extends string> = Sentence extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | HolesOf<Rest>
  : never;

/** What the sentence of this reason needs to be told. */
export type ArgumentsOf<Name extends ReasonName> = {
  readonly [Hole in HolesOf<(typeof REASONS)[Name][1]>]: string | number;
};

type More<Name extends ReasonName> = [HolesOf<(typeof REASONS)[Name][1]>] extends [never]
  ? [about?: Record<never, never>, options?: { cause?: unknown }]
  : [about: ArgumentsOf<Name>, options?: { cause?: unknown }];

/** The error for a reason of the closed list: its code, its sentence in English, and the reason itself for who reads other words. */
export function refused<Name extends ReasonName>(
  name: Name,
  ...[about = {}, options = {}]: More<Name>
): TremoloError {
  const [code, sentence] = REASONS[name];
  return new TremoloError(code, filled(sentence, about, shown), {
    ...options,
    reason: { name, about },
  });
}

/** A sentence with its holes filled as `shown` says each of them. What is not told stays open. */
export function filled(
  sentence: string,
  about: Readonly<Record<string, string | number>>,
  shown: (name: string, value: string | number) => string,
): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = Object.hasOwn(about, name) ? about[name] : undefined;
    return value === undefined ? hole : shown(name, value);
  });
}

function shown(name: string, value: string | number): string {
  if (name.endsWith('Ms')) return `${new Date(Number(value)).toISOString().slice(11, 19)} UTC`;
  return name === 'contact' && value === '' ? 'your administrator' : String(value);
}
