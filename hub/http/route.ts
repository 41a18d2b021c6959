import type { Context } from 'hono';
import type { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Route as RouteRow } from '#schemas/http/routes';
import type { Session } from '../access/sessions.ts';

/** What a request carries through the handlers. `session` is set on every route that is not public. */
export interface RequestVariables {
  correlationId: string;
  session: Session;
}

/** What Bun hands to each request. */
export interface ServerBindings {
  server: Bun.Server<unknown>;
}

export type HttpContext = Context<{ Variables: RequestVariables; Bindings: ServerBindings }>;

/** One row of the route table: nothing is served without saying who may have it. */
export interface Route extends RouteRow {
  readonly handle: (context: HttpContext) => Response | Promise<Response>;
}

/** A request that does not match its schema; the door lists what is wrong with which field. */
export class InvalidRequestError extends TremoloError {
  readonly issues: { path: string; message: string }[];

  constructor(error: z.ZodError) {
    super('request_invalid', 'Something in the request is not valid.', { cause: error });
    this.issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  }
}

/** The body as the schema says, or throws. Only JSON is taken: a form of another site cannot send that type. */
export async function readBody<Schema extends z.ZodType>(
  context: HttpContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw new TremoloError('request_invalid', 'The request needs a body of type application/json.');
  }
  let value: unknown;
  try {
    value = await context.req.json();
  } catch (cause) {
    throw new TremoloError('request_invalid', 'The body is not JSON.', { cause });
  }
  return readValue(value, schema);
}

/** The query as the schema says, or throws. */
export function readQuery<Schema extends z.ZodType>(
  context: HttpContext,
  schema: Schema,
): z.output<Schema> {
  return readValue(context.req.query(), schema);
}

function readValue<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InvalidRequestError(parsed.error);
  return parsed.data;
}
