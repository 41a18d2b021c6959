import { z } from 'zod';
import { PERMISSION_NAMES } from '#schemas/access/permissions';
import { PageQuery, pageOf } from '#schemas/http/page';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import type { RouteRow } from '#schemas/http/route-row';
import { KeyId, UserId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** How long a key works. */
export const KEY_LIFETIMES = ['30d', '90d', '1y', 'never'] as const;
export const KeyLifetime = z.enum(KEY_LIFETIMES);
export type KeyLifetime = z.infer<typeof KeyLifetime>;

/** `test` keys only read, whatever their scopes: to try a program out without harm. */
export const KeyKind = z.enum(['live', 'test']);
export type KeyKind = z.infer<typeof KeyKind>;

const Scopes = z
  .array(z.enum(PERMISSION_NAMES))
  .min(1, 'Choose at least one.')
  .max(PERMISSION_NAMES.length);
const Name = z.string().trim().min(1).max(60).regex(PLAIN_NAME, NO_PLAIN_NAME);

/** A key as its owner and administrators see it; the secret is shown once, when it is made. */
export const KeyRow = z.strictObject({
  keyId: KeyId,
  name: z.string(),
  kind: KeyKind,
  /** The beginning of the secret, enough to recognise it and useless alone. */
  prefix: z.string(),
  scopes: Scopes,
  ownerId: UserId,
  ownerName: z.string(),
  createdMs: TimeMs,
  /** Null: until it is revoked. */
  expiresMs: TimeMs.nullable(),
  lastUsedMs: TimeMs.nullable(),
  /** Requests of the last 24 hours. May lag by a minute. */
  usedToday: z.number().int().nonnegative(),
  /** The key that takes its place, and until when this one goes on working beside it. */
  replacedBy: KeyId.nullable(),
});
export type KeyRow = z.infer<typeof KeyRow>;

export const NewKey = z.strictObject({
  name: Name,
  kind: KeyKind.default('live'),
  scopes: Scopes,
  lifetime: KeyLifetime.default('90d'),
});
export type NewKey = z.infer<typeof NewKey>;

/** The one time that the secret is seen. */
export const MadeKey = z.strictObject({ secret: z.string(), key: KeyRow });
export type MadeKey = z.infer<typeof MadeKey>;

export const KeyUsage = z.strictObject({
  /** UTC days, oldest first; a day without a request has no row. */
  days: z.array(z.strictObject({ dayMs: TimeMs, requests: z.number().int() })),
  networks: z.array(z.strictObject({ network: z.string(), firstMs: TimeMs })),
});
export type KeyUsage = z.infer<typeof KeyUsage>;

const KeyParams = z.object({ keyId: KeyId });
const KeyPage = pageOf(KeyRow);

export const KEY_ROUTES = {
  keys: {
    method: 'GET',
    path: '/api/v1/keys',
    permission: 'key:own',
    tag: 'account',
    summary: 'One’s own API keys.',
    answer: z.strictObject({ keys: z.array(KeyRow) }),
  },
  makeKey: {
    method: 'POST',
    path: '/api/v1/keys',
    permission: 'key:own',
    tag: 'account',
    summary: 'Makes an API key with some of one’s own rights; its secret is shown this once.',
    body: NewKey,
    status: 201,
    answer: MadeKey,
    errors: ['forbidden', 'conflict'],
  },
  rotateKey: {
    method: 'POST',
    path: '/api/v1/keys/:keyId/rotate',
    permission: 'key:own',
    tag: 'account',
    summary: 'Makes a key in the place of another, which goes on working for some hours.',
    params: KeyParams,
    body: z.strictObject({ overlapHours: z.number().int().min(0).max(168).default(24) }),
    status: 201,
    answer: MadeKey,
    errors: ['not_found', 'conflict'],
  },
  revokeKey: {
    method: 'DELETE',
    path: '/api/v1/keys/:keyId',
    permission: 'key:own',
    tag: 'account',
    summary: 'Ends one of one’s own keys at once.',
    params: KeyParams,
    errors: ['not_found'],
  },
  keyUsage: {
    method: 'GET',
    path: '/api/v1/keys/:keyId/usage',
    permission: 'key:own',
    tag: 'account',
    summary: 'Requests per day of a key, and the networks that it was used from.',
    params: KeyParams,
    answer: KeyUsage,
    errors: ['not_found'],
  },
  allKeys: {
    method: 'GET',
    path: '/api/v1/admin/keys',
    permission: 'key:manage',
    tag: 'account',
    summary: 'Everybody’s API keys.',
    query: PageQuery.extend({ ownerId: UserId.optional() }),
    answer: KeyPage,
  },
  revokeAnyKey: {
    method: 'DELETE',
    path: '/api/v1/admin/keys/:keyId',
    permission: 'key:manage',
    tag: 'account',
    summary: 'Ends anybody’s key at once.',
    params: KeyParams,
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
