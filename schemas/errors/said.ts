import { REASONS, type ReasonName } from '#schemas/errors/reasons';
import type { Reason } from '#schemas/errors/tremolo-error';

/** What is said to somebody: in English, and the reason that it is made of for who reads other words. */
export interface Said {
  readonly sentence: string;
  readonly reason: Reason;
}

type NameIn<Hole extends string> = Hole extends `${infer Name}|${string}` ? Name : Hole;
type HolesOf<Sentence extends string> = Sentence extends `${string}{${infer Hole}}${infer Rest}`
  ? NameIn<Hole> | HolesOf<Rest>
  : never;

/** What the sentence of this reason needs to be told. */
export type ArgumentsOf<Name extends ReasonName> = {
  readonly [Hole in HolesOf<(typeof REASONS)[Name][1]>]: string | number;
};

/** The arguments of a reason; none where its sentence has no hole. */
export type AboutOf<Name extends ReasonName> = [HolesOf<(typeof REASONS)[Name][1]>] extends [never]
  ? [about?: Record<never, never>]
  : [about: ArgumentsOf<Name>];

/** A sentence of the closed list with its holes filled. */
export function said<Name extends ReasonName>(name: Name, ...[about = {}]: AboutOf<Name>): Said {
  return { sentence: filled(REASONS[name][1], about, shown), reason: { name, about } };
}

/** A hole, `{name}`, or a number with what there is that many of, `{count|agent|agents}`. */
const HOLE = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;

/** A sentence with its holes filled as `shown` says each of them. What is not told stays open. */
export function filled(
  sentence: string,
  about: Readonly<Record<string, string | number>>,
  shown: (name: string, value: string | number) => string,
): string {
  return sentence.replace(HOLE, (hole, name: string, one?: string, many?: string) => {
    const value = Object.hasOwn(about, name) ? about[name] : undefined;
    if (value === undefined) return hole;
    const words = shown(name, value);
    return one === undefined ? words : `${words} ${Number(value) === 1 ? one : many}`;
  });
}

function shown(name: string, value: string | number): string {
  if (name === 'whenMs')
    return `${new Date(Number(value)).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  if (name.endsWith('Ms')) return `${new Date(Number(value)).toISOString().slice(11, 19)} UTC`;
  return name === 'contact' && value === '' ? 'your administrator' : String(value);
}
