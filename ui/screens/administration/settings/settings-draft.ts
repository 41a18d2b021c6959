import { type Signal, signal } from '@preact/signals';
import { SITE_SETTINGS } from '#schemas/config/site-settings';
import { siteSettings } from '../../../text/site-settings.ts';
import type { SettingField } from './setting-field.ts';
import { type LaidOutSection, SETTINGS_LAYOUT } from './settings-layout.ts';

/** What a form says: text as it was typed, yes or no, a list; of a secret undefined (keep it), null (remove it) or a new one. */
export type DraftValue = string | boolean | readonly string[] | null | undefined;
type Plain = Readonly<Record<string, unknown>>;

/** The settings of a section as the form has them now, field by field. */
export class SettingsDraft {
  readonly section: LaidOutSection;
  private readonly before: Plain;
  private readonly fields: ReadonlyMap<string, { field: SettingField; value: Signal<DraftValue> }>;

  /** `before`: the values that the hub has. */
  constructor(section: LaidOutSection, before: Plain) {
    this.section = section;
    this.before = before;
    const all = SETTINGS_LAYOUT[section].flatMap(({ fields }) => fields);
    this.fields = new Map(
      all.map((field) => [
        field.path,
        { field, value: signal(shown(field, at(before, field.path))) },
      ]),
    );
  }

  of(path: string): Signal<DraftValue> {
    const found = this.fields.get(path);
    if (found === undefined) throw new Error(`No field of ${this.section} is called ${path}.`);
    return found.value;
  }

  /** What the hub is sent: every value of the form in the shape of the section. A secret that is kept is left out. */
  values(): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const [path, { field, value }] of this.fields) {
      const said = meant(field, value.value, at(this.before, path));
      if (said === undefined) continue;
      const [name, inner] = path.split('.');
      values[name] = inner === undefined ? said : { ...(values[name] as object), [inner]: said };
    }
    return values;
  }

  /** What is wrong with which field, before the hub is asked: the same rules, in words for a person. */
  issues(): Record<string, string> {
    const values = this.values();
    const outcome = SITE_SETTINGS[this.section].safeParse(values);
    const found = outcome.success ? [] : outcome.error.issues;
    return Object.fromEntries(
      found.map((issue) => {
        const path = issue.path.join('.');
        const isNumber = typeof at(values, path) === 'number';
        return [
          fieldOf(path),
          isNumber ? numberWords(this.section, path, issue.message) : issue.message,
        ];
      }),
    );
  }
}

/** An issue within a list belongs to the field that has the list. */
const fieldOf = (path: string) => path.replace(/\.\d+$/, '');

function numberWords(section: LaidOutSection, path: string, message: string): string {
  const range = rangeOf(section, path);
  return range === null ? message : siteSettings.between(...range);
}

/** The least and the greatest number that a setting takes; null: it is not a number, or has no such ends. */
export function rangeOf(section: LaidOutSection, path: string): [number, number] | null {
  const ends = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER].map((far) => {
    const values = path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), far);
    const outcome = SITE_SETTINGS[section].safeParse(values);
    const [issue] = outcome.success ? [] : outcome.error.issues;
    if (issue?.code === 'too_small') return Number(issue.minimum);
    return issue?.code === 'too_big' ? Number(issue.maximum) : null;
  });
  return ends[0] === null || ends[1] === null ? null : [ends[0], ends[1]];
}

function at(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Plain | undefined | null)?.[name], values);
}

function shown({ kind }: SettingField, value: unknown): DraftValue {
  if (kind === 'secret') return undefined;
  if (kind === 'flag') return value === true;
  if (Array.isArray(value)) return value.map(String);
  return value == null ? '' : String(value);
}

function meant({ kind, isNumber }: SettingField, said: DraftValue, before: unknown): unknown {
  if (kind === 'secret') return said;
  if (typeof said !== 'string') return said;
  const typed = said.trim();
  if (kind === 'number' || isNumber) return typed === '' ? Number.NaN : Number(typed);
  // What may be absent is absent when nothing stands there.
  return typed === '' && before !== '' && kind !== 'role' ? null : typed;
}
