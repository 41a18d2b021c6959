import { z } from 'zod';

/** A part of the plant, as its points name it. */
export const AreaName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{C}]+$/u, 'No control characters.');
