import { z } from 'zod';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';

/** A part of the plant, as its points name it. */
export const AreaName = z.string().trim().min(1).max(80).regex(PLAIN_NAME, NO_PLAIN_NAME);
