import { ERROR_CODES, type ErrorCode, TremoloError } from '#schemas/errors/tremolo-error';
import { Problem } from '#schemas/http/problem';
import type { AnswerOf, RouteRow, SentBodyOf } from '#schemas/http/route-row';
import { text } from '../text/en.ts';
import { csrfHeader, renewTokens } from './page-session.ts';

/** What the hub refused, and why, in its own words; of a fault of ours, with the id that finds it in the hub's log. */
export class HubProblem extends TremoloError {
  readonly status: number;
  /** What is wrong with which field. */
  readonly issues: NonNullable<Problem['issues']>;

  constructor(problem: Problem) {
    const code = isErrorCode(problem.code) ? problem.code : 'internal';
    const id = ERROR_CODES[code].turn === 'ours' ? problem.correlationId : null;
    super(code, id === null ? problem.detail : `${problem.detail} ${text.problem.correlation(id)}`);
    this.status = problem.status;
    this.issues = problem.issues ?? [];
  }
}

interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  /** An absent value is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface RequestOptions<Row extends RouteRow> extends Asked {
  readonly body?: SentBodyOf<Row>;
}

/**
 * Asks the hub by a row of its route table and gives the answer that the row describes. Throws a `HubProblem` when the hub
 * refuses, and a `TremoloError` with a sentence for the person when it cannot be reached or understood.
 */
export async function request<Row extends RouteRow>(
  route: Row,
  options: RequestOptions<Row> = {},
): Promise<AnswerOf<Row>> {
  const response = await sendRenewing(route, options);
  const body = response.status === 204 ? undefined : await readJson(response);
  if (!response.ok) throw problemOf(body);
  if (route.answer === undefined) return undefined as AnswerOf<Row>;
  const answer = route.answer.safeParse(body);
  if (!answer.success) {
    throw new TremoloError('internal', text.problem.unreadable, { cause: answer.error });
  }
  return answer.data as AnswerOf<Row>;
}

/** An access token lives for minutes: when it has run out it is renewed once, and the request repeated. */
async function sendRenewing(route: RouteRow, options: Asked): Promise<Response> {
  const response = await send(route, options);
  if (response.status !== 401 || route.permission === 'public') return response;
  try {
    return (await renewTokens()) ? await send(route, options) : response;
  } catch (error) {
    if (error instanceof TypeError) return response;
    throw error;
  }
}

async function send({ method, path }: RouteRow, options: Asked): Promise<Response> {
  const filled = path.replace(/:(\w+)/g, (_, name) =>
    encodeURIComponent(options.params?.[name] ?? ''),
  );
  const query = new URLSearchParams(
    Object.entries(options.query ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, String(value)]),
  );
  const url = query.size === 0 ? filled : `${filled}?${query}`;
  // Always JSON, even without a body: a foreign page cannot send this type unasked, which is what keeps it out.
  const headers =
    method === 'GET' ? undefined : { 'content-type': 'application/json', ...csrfHeader() };
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
