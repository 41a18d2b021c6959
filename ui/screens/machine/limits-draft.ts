import type { VelocityLimits } from '#schemas/plant/limits';
import { typedNumber, written } from './typed-number.ts';

/** The zone boundaries as they are typed, mm/s. */
export interface LimitsDraft {
  abMmS: string;
  bcMmS: string;
  cdMmS: string;
}

export function limitsDraftOf(limits: VelocityLimits | null): LimitsDraft {
  return {
    abMmS: written(limits?.abMmS),
    bcMmS: written(limits?.bcMmS),
    cdMmS: written(limits?.cdMmS),
  };
}

/** Null where none was typed; with one of them all are needed, which the schema then says. */
export function limitsOf(draft: LimitsDraft): unknown {
  const limits = {
    abMmS: typedNumber(draft.abMmS),
    bcMmS: typedNumber(draft.bcMmS),
    cdMmS: typedNumber(draft.cdMmS),
  };
  return Object.values(limits).every((limit) => limit === null) ? null : limits;
}
