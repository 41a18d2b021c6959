import { z } from 'zod';

/** Of one value, in characters of JSON. */
export const KEPT_STATE_MAX = 8_192;
/** As many values has a person. */
export const KEPT_STATES_MAX = 100;

/** What one value is called: `widget.trend-1`, `integration.own-app`. */
export const StateKey = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,30}(\.[a-z0-9-]{1,40}){1,3}$/,
    'Words of small letters, with points between.',
  );

/** Any JSON that is not too long; what it means is its app's own affair. */
export const KeptState = z
  .unknown()
  .refine(
    (value) => value !== undefined && JSON.stringify(value).length <= KEPT_STATE_MAX,
    `Some JSON of at most ${KEPT_STATE_MAX} characters.`,
  );
