import { z } from 'zod';
import type { Permission } from '#schemas/access/permissions';
import { PERMISSIONS } from '#schemas/access/permissions';
import { UserId } from '#schemas/ids/ids';

/** Whether this hub still waits for its first account. */
export const SetupState = z.strictObject({ needed: z.boolean() });
export type SetupState = z.infer<typeof SetupState>;

const Password = z.string().min(10, 'At least 10 characters.').max(200);
const UserName = z
  .string()
  .trim()
  .min(2, 'At least 2 characters.')
  .max(64)
  .regex(/^[^\p{C}]+$/u, 'No control characters.');

/** The first account, made with the token of the one-time setup link. */
export const SetupRequest = z.strictObject({
  token: z.string().min(20).max(200),
  name: UserName,
  password: Password,
});
export type SetupRequest = z.infer<typeof SetupRequest>;

export const SignInRequest = z.strictObject({
  name: UserName,
  password: z.string().min(1).max(200),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

/** Who is signed in and what that person may do. */
export const SessionInfo = z.strictObject({
  userId: UserId,
  name: z.string(),
  permissions: z.array(z.enum(PERMISSION_NAMES)),
});
export type SessionInfo = z.infer<typeof SessionInfo>;
