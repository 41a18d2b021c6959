import { type Point, PointPatch } from '#schemas/http/points';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import { pointWords } from '../../text/point.ts';
import { quantityTyped, quantityWritten } from '../../text/typed-quantity.ts';

/** Bearing choices besides the designations of the catalogue. */
export const NO_BEARING = '';
export const OWN_BEARING = 'own';

/** The form as it is typed: every field a string, empty for unknown. */
export interface FactsDraft {
  name: string;
  area: string;
  /** With commas between them. */
  tags: string;
  speedRpm: string;
  /** A designation of the catalogue, `OWN_BEARING` or `NO_BEARING`. */
  bearing: string;
  designation: string;
  balls: string;
  ballDiameterMm: string;
  pitchDiameterMm: string;
  contactAngleDeg: string;
  powerKw: string;
  isoGroup: string;
  support: string;
  baselineVelocityMmS: string;
}
export type DraftField = keyof FactsDraft;
export type DraftIssues = Partial<Record<DraftField, string>>;

const written = (value: number | null | undefined) => (value == null ? '' : String(value));

/** What is known now, as the form shows it. */
export function draftOf({ name, area, tags, facts }: Point): FactsDraft {
  const { bearing } = facts;
  const listed = BEARING_CATALOGUE.some(({ geometry }) => same(geometry, bearing));
  return {
    name,
    area: area ?? '',
    tags: tags.join(', '),
    speedRpm: written(facts.speedRpm),
    bearing: bearing === null ? NO_BEARING : listed ? bearing.designation : OWN_BEARING,
    designation: bearing?.designation ?? '',
    balls: written(bearing?.balls),
    ballDiameterMm: written(bearing?.ballDiameterMm),
    pitchDiameterMm: written(bearing?.pitchDiameterMm),
    contactAngleDeg: written(bearing?.contactAngleDeg ?? 0),
    powerKw: written(facts.powerKw),
    isoGroup: facts.isoGroup ?? '',
    support: facts.support ?? '',
    baselineVelocityMmS: quantityWritten(facts.baselineVelocityMmS, 'mm/s'),
  };
}

/** The change that the draft means (absent keys stay as they are), or what is wrong in which field. */
export function patchOf(
  draft: FactsDraft,
  point: Point,
): { patch: PointPatch } | { issues: DraftIssues } {
  const facts = {
    speedRpm: numberOf(draft.speedRpm),
    bearing: bearingOf(draft),
    powerKw: numberOf(draft.powerKw),
    isoGroup: draft.isoGroup === '' ? null : draft.isoGroup,
    support: draft.support === '' ? null : draft.support,
    baselineVelocityMmS: quantityTyped(
      numberOf(draft.baselineVelocityMmS),
      point.facts.baselineVelocityMmS,
      'mm/s',
    ),
  };
  const checked = PointPatch.safeParse({
    name: draft.name,
    area: draft.area.trim() === '' ? null : draft.area,
    tags: draft.tags.split(',').filter((tag) => tag.trim() !== ''),
    facts,
  });
  if (!checked.success) {
    const issues: DraftIssues = {};
    for (const { path } of checked.error.issues) {
      // Of a list, the field is the list and not the entry.
      const field = path.findLast((step) => typeof step === 'string') as DraftField;
      issues[field] ??= sentenceFor(field, draft[field]);
    }
    return { issues };
  }
  return { patch: changesOnly(checked.data, point) };
}

/** The patch that takes another one back. */
export function undoOf(patch: PointPatch, before: Point): PointPatch {
  const keys = Object.keys(patch.facts ?? {}) as (keyof MachineFacts)[];
  return {
    ...(patch.name === undefined ? {} : { name: before.name }),
    ...(patch.area === undefined ? {} : { area: before.area }),
    ...(patch.tags === undefined ? {} : { tags: before.tags }),
    ...(keys.length === 0
      ? {}
      : { facts: Object.fromEntries(keys.map((key) => [key, before.facts[key]])) }),
  };
}

function changesOnly(patch: PointPatch, point: Point): PointPatch {
  const facts = Object.entries(patch.facts ?? {}).filter(
    ([key, value]) => !same(value, point.facts[key as keyof MachineFacts]),
  );
  return {
    ...(patch.name === point.name ? {} : { name: patch.name }),
    ...(patch.area === point.area ? {} : { area: patch.area }),
    ...(same(patch.tags, point.tags) ? {} : { tags: patch.tags }),
    ...(facts.length === 0 ? {} : { facts: Object.fromEntries(facts) }),
  };
}

function bearingOf(draft: FactsDraft): unknown {
  if (draft.bearing === NO_BEARING) return null;
  if (draft.bearing !== OWN_BEARING) {
    return BEARING_CATALOGUE.find(({ geometry }) => geometry.designation === draft.bearing)
      ?.geometry;
  }
  return {
    designation: draft.designation,
    balls: numberOf(draft.balls),
    ballDiameterMm: numberOf(draft.ballDiameterMm),
    pitchDiameterMm: numberOf(draft.pitchDiameterMm),
    contactAngleDeg: numberOf(draft.contactAngleDeg),
  };
}

/** Null for an empty field, NaN for what is no number. A comma is a decimal point to half of the world. */
function numberOf(typed: string): number | null {
  const plain = typed.replace(/[\s ]/g, '').replace(',', '.');
  return plain === '' ? null : Number(plain);
}

const WORDS: readonly DraftField[] = ['name', 'area', 'tags', 'designation'];

function sentenceFor(field: DraftField, typed: string): string {
  if (typed.trim() === '') return pointWords.required;
  if (WORDS.includes(field)) return pointWords.tooLong;
  return Number.isNaN(numberOf(typed)) ? pointWords.notANumber : pointWords.outOfRange;
}

/** Equal as JSON: facts are plain values whose keys always come in the order of their schema. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
