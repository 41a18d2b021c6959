import type { VelocityLimits } from '#schemas/plant/limits';
import { quantityTyped, quantityWritten } from '../../text/typed-quantity.ts';
import { typedNumber } from './typed-number.ts';

const UNIT = 'mm/s';

/** The zone boundaries as they are typed, in the unit that the person reads. */
export interface LimitsDraft {
  abMmS: string;
  bcMmS: string;
  cdMmS: string;
}

export function limitsDraftOf(limits: VelocityLimits | null): LimitsDraft {
  return {
    abMmS: quantityWritten(limits?.abMmS, UNIT),
    bcMmS: quantityWritten(limits?.bcMmS, UNIT),
    cdMmS: quantityWritten(limits?.cdMmS, UNIT),
  };
}

/** In mm/s. Null where none was typed; with one of them all are needed, which the schema then says. */
export function limitsOf(draft: LimitsDraft, before: VelocityLimits | null): unknown {
  const of = (key: keyof LimitsDraft) =>
    quantityTyped(typedNumber(draft[key]), before?.[key], UNIT);
  const limits = { abMmS: of('abMmS'), bcMmS: of('bcMmS'), cdMmS: of('cdMmS') };
  return Object.values(limits).every((limit) => limit === null) ? null : limits;
}
