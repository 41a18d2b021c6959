import { z } from 'zod';
import { PositionDetails } from '#schemas/plant/machine-details';
import { NodeName } from '#schemas/plant/node';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import { machineWords as words } from '../../text/plant-machine.ts';
import { type LimitsDraft, limitsDraftOf, limitsOf } from './limits-draft.ts';
import { typedNumber, written } from './typed-number.ts';

/** Choices of a bearing besides the designations of the catalogue. */
export const NO_BEARING = '';
export const OWN_BEARING = 'own';

/** The form of a position as it is typed. */
export interface PositionDraft extends LimitsDraft {
  name: string;
  bearing: string;
  designation: string;
  balls: string;
  ballDiameterMm: string;
  pitchDiameterMm: string;
  contactAngleDeg: string;
  speedRatio: string;
  support: string;
}

export function positionDraftOf(
  name: string,
  { bearing, speedRatio, limits, support }: PositionDetails,
): PositionDraft {
  const isListed = BEARING_CATALOGUE.some(({ geometry }) => same(geometry, bearing));
  return {
    name,
    bearing: bearing === null ? NO_BEARING : isListed ? bearing.designation : OWN_BEARING,
    designation: bearing?.designation ?? '',
    balls: written(bearing?.balls),
    ballDiameterMm: written(bearing?.ballDiameterMm),
    pitchDiameterMm: written(bearing?.pitchDiameterMm),
    contactAngleDeg: written(bearing?.contactAngleDeg ?? 0),
    speedRatio: written(speedRatio),
    support: support ?? '',
    ...limitsDraftOf(limits),
  };
}

const PositionChange = z.strictObject({ name: NodeName, position: PositionDetails });
export type PositionChange = z.infer<typeof PositionChange>;
export type PositionIssues = Readonly<Record<string, string>>;

/** The change that the form means, or what is wrong in which field. */
export function positionChangeOf(
  draft: PositionDraft,
  before: PositionDetails,
): { change: PositionChange } | { issues: PositionIssues } {
  const checked = PositionChange.safeParse({
    name: draft.name,
    position: {
      bearing: bearingOf(draft),
      speedRatio: typedNumber(draft.speedRatio),
      limits: limitsOf(draft, before.limits),
      support: draft.support === '' ? null : draft.support,
    },
  });
  if (checked.success) return { change: checked.data };
  const issues: Record<string, string> = {};
  for (const { path } of checked.error.issues) {
    const [first, second, third] = path.map(String);
    const field =
      first === 'name' ? 'name' : second === 'limits' ? 'abMmS' : (third ?? second ?? first);
    issues[field] ??= sentenceFor(field, draft);
  }
  return { issues };
}

function bearingOf(draft: PositionDraft): unknown {
  if (draft.bearing === NO_BEARING) return null;
  if (draft.bearing !== OWN_BEARING) {
    return BEARING_CATALOGUE.find(({ geometry }) => geometry.designation === draft.bearing)
      ?.geometry;
  }
  return {
    designation: draft.designation.trim(),
    balls: typedNumber(draft.balls),
    ballDiameterMm: typedNumber(draft.ballDiameterMm),
    pitchDiameterMm: typedNumber(draft.pitchDiameterMm),
    contactAngleDeg: typedNumber(draft.contactAngleDeg),
  };
}

function sentenceFor(field: string, draft: PositionDraft): string {
  if (field === 'abMmS') return words.badLimits;
  if (field === 'name') return draft.name.trim() === '' ? words.needed : words.badWord;
  return field === 'designation' ? words.badWord : words.badNumber;
}

/** Equal as JSON: geometries are plain values whose keys always come in the order of their schema. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
