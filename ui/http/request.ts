import type { z } from 'zod';
import { ERROR_CODES, type ErrorCode, TremoloError } from '#schemas/errors/tremolo-error';
import { Problem } from '#schemas/http/problem';
import { ROUTES, type RouteName } from '#schemas/http/routes';
import { text } from '../text/en.ts';

/** What the hub refused, and why, in its own words; of a fault of ours, with the id that finds it in the hub's log. */
export class HubProblem extends TremoloError {
  readonly status: number;

  constructor(problem: Problem) {
    const code = isErrorCode(problem.code) ? problem.code : 'internal';
    const id = ERROR_CODES[code].turn === 'ours' ? problem.correlationId : null;
    super(code, id === null ? problem.detail : `${problem.detail} ${text.problem.correlation(id)}`);
    this.status = problem.status;
  }
}

export interface RequestOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Asks the hub by a route's name and answers what `schema` describes. Throws a `HubProblem` when the hub refuses, and a
 * `TremoloError` with a sentence for the person when it cannot be reached or understood.
 */
export async function request<T>(
  route: RouteName,
  schema: z.ZodType<T>,
  options: RequestOptions = {},
): Promise<T> {
  const response = await send(route, options);
  const body = response.status === 204 ? undefined : await readJson(response);
  if (!response.ok) throw problemOf(body);
  const answer = schema.safeParse(body);
  if (!answer.success) {
    throw new TremoloError('internal', text.problem.unreadable, { cause: answer.error });
  }
  return answer.data;
}

async function send(route: RouteName, options: RequestOptions): Promise<Response> {
  const { method, path } = ROUTES[route];
  const filled = path.replace(/:(\w+)/g, (_, name) =>
    encodeURIComponent(options.params?.[name] ?? ''),
  );
  const query = new URLSearchParams(
    Object.entries(options.query ?? {}).map(([key, value]) => [key, String(value)]),
  );
  const url = query.size === 0 ? filled : `${filled}?${query}`;
  // Always JSON, even without a body: a foreign page cannot send this type unasked, which is what keeps it out.
  const headers = method === 'GET' ? undefined : { 'content-type': 'application/json' };
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  try {
    return await fetch(url, { method, headers, body, signal: options.signal });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new TremoloError('hub_unreachable', text.problem.unreachable, { cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new TremoloError('internal', text.problem.unreadable, { cause });
  }
}

function problemOf(body: unknown): TremoloError {
  const problem = Problem.safeParse(body);
  if (problem.success) return new HubProblem(problem.data);
  return new TremoloError('internal', text.problem.unreadable, { cause: problem.error });
}

function isErrorCode(code: string): code is ErrorCode {
  return code in ERROR_CODES;
}
