import type { ApiDescription, ApiOperation } from '#schemas/http/openapi';
import type { JsonSchema } from './json-schema.ts';

/** What varies in the address of an operation. */
export interface Parameter {
  readonly name: string;
  readonly where: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** What an operation answers with one status. */
export interface Answer {
  readonly status: number;
  readonly media: string | null;
  readonly schema: JsonSchema | null;
}

/** One operation of the API, as the reference shows it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly route: string;
  readonly permission: string;
  readonly permissionThere: string | null;
  /** The permission is enough in a part of the plant. */
  readonly isInParts: boolean;
  readonly isIdempotent: boolean;
  readonly isDeprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | null;
  /** A page of another site posts it, as a form: no program does. */
  readonly isForm: boolean;
  readonly answers: readonly Answer[];
  /** Statuses of refusals, each with the codes that come with it. */
  readonly refusals: readonly { readonly status: number; readonly says: string }[];
}

/** All operations of the document, as they stand in it. */
export function operationsOf({ paths }: ApiDescription): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(method, path, operation)),
  );
}

function operationOf(method: string, path: string, described: ApiOperation): Operation {
  const [type = '', content] = Object.entries(described.requestBody?.content ?? {})[0] ?? [];
  const responses = Object.entries(described.responses).map(([status, response]) => {
    const [media = null, content] = Object.entries(response.content ?? {})[0] ?? [];
    const schema = (content?.schema as JsonSchema | undefined) ?? null;
    return { status: Number(status), media, schema, says: response.description };
  });
  return {
    id: described.operationId,
    method: method.toUpperCase(),
    path,
    tag: described.tags[0] ?? '',
    summary: described.summary,
    route: described['x-route'],
    permission: described['x-permission'],
    permissionThere: described['x-permission-there'] ?? null,
    isInParts: described['x-permission-in-parts'] === true,
    isIdempotent: described['x-idempotent'],
    isDeprecated: described.deprecated ?? false,
    parameters: (described.parameters ?? []).flatMap(({ name, in: where, required, schema }) =>
      where === 'path' || where === 'query'
        ? [{ name, where, required: required ?? false, schema: schema as JsonSchema }]
        : [],
    ),
    body: (content?.schema as JsonSchema | undefined) ?? null,
    isForm: content !== undefined && type !== 'application/json',
    answers: responses.filter(({ status }) => status < 400),
    refusals: responses.filter(({ status }) => status >= 400),
  };
}

/** Those that have all words somewhere in method, path, summary, permission or chapter. */
export function matching(operations: readonly Operation[], words: string): Operation[] {
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter(({ method, path, summary, permission, tag }) => {
    const said = `${method} ${path} ${summary} ${permission} ${tag}`.toLowerCase();
    return asked.every((word) => said.includes(word));
  });
}

/** Whether it is read as JSON by a plain GET, so that the reference can send it as it is. */
export function canBeTried({ method, answers }: Operation): boolean {
  return method === 'GET' && answers.some(({ media }) => media === 'application/json');
}
