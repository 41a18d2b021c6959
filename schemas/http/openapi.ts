import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';

const Parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().optional(),
  schema: z.record(z.string(), z.unknown()).optional(),
});
const Content = z.record(
  z.string(),
  z.looseObject({ schema: z.record(z.string(), z.unknown()).optional() }),
);

/** One route as the document describes it; what begins with `x-` is ours. */
export const ApiOperation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  deprecated: z.boolean().optional(),
  parameters: z.array(Parameter).optional(),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ description: z.string(), content: Content.optional() }),
  ),
  /** The permission that it asks for; `public`: none. */
  'x-permission': z.string(),
  /** What else it asks for where it acts. */
  'x-permission-there': z.string().optional(),
  /** The permission is enough in a part of the plant: the answer is of what is there. */
  'x-permission-in-parts': z.literal(true).optional(),
  /** Name of its row in the table of routes, by which the TypeScript client asks. */
  'x-route': z.string(),
  /** Takes an Idempotency-Key. */
  'x-idempotent': z.boolean(),
});
export type ApiOperation = z.infer<typeof ApiOperation>;

/** The OpenAPI document, as far as a reader of it needs. */
export const ApiDescription = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.looseObject({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), ApiOperation)),
});
export type ApiDescription = z.infer<typeof ApiDescription>;

export const OPENAPI_ROUTES = {
  openapi: {
    method: 'GET',
    path: '/api/v1/openapi.json',
    // It says nothing that the sources do not say, and a program needs it before it has a key.
    permission: 'public',
    tag: 'system',
    summary: 'This document: every route, what it takes and answers (OpenAPI 3.1).',
    answer: ApiDescription,
  },
} as const satisfies Record<string, RouteRow>;
