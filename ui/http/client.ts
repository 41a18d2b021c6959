import { TremoloError } from '#schemas/errors/tremolo-error';
import { Problem } from '#schemas/http/problem';
import type { AnswerOf, RouteRow } from '#schemas/http/route-row';
import { text } from '../text/en.ts';
import { refusalWords } from '../text/refusals.ts';
import { HubProblem } from './hub-problem.ts';
import { KeptAnswers } from './kept-answers.ts';
import { type AnyOptions, addressOf, type OptionsOf } from './row-request.ts';

export interface ClientDeps {
  /** Of the hub, such as `https://tremolo.plant:8443`; empty: where the page came from. */
  readonly baseUrl: string;
  /** Headers that prove who asks, besides what a browser sends by itself; for reading, a page needs none. */
  readonly proof: (isReading: boolean) => Record<string, string>;
  /** Gets a new access token after a 401; false where there is none to be had. */
  readonly renew: () => Promise<boolean>;
  /** Null where a browser keeps answers by itself. */
  readonly kept: KeptAnswers | null;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
type ItemOf<Row extends RouteRow> =
  AnswerOf<Row> extends { items: readonly (infer Item)[] } ? Item : never;

/** A client of the hub's API that is typed by the rows of its route table: our own screens use it, and programs with a key. */
export class HubClient {
  readonly #deps: ClientDeps;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
  }

  /** A client for a program that has an API key. */
  static withKey(baseUrl: string, key: string): HubClient {
    const proof = () => ({ 'x-api-key': key });
    return new HubClient({ baseUrl, proof, renew: async () => false, kept: new KeptAnswers() });
  }

  /**
   * Asks by a row of the table and gives the answer that the row describes. Throws a `HubProblem` when the hub refuses, and a
   * `TremoloError` with a sentence for the person when it cannot be reached or understood.
   */
  async request<Row extends RouteRow>(
    row: Row,
    ...[asked]: OptionsOf<Row>
  ): Promise<AnswerOf<Row>> {
    const options: AnyOptions = asked ?? {};
    const url = this.#deps.baseUrl + addressOf(row, options);
    const response = await this.#sendRenewing(row, url, options);
    const body = await this.#bodyOf(response, url);
    if (!response.ok && response.status !== 304) throw await problemOf(body, response);
    if (row.answer === undefined) return undefined as AnswerOf<Row>;
    const answer = row.answer.safeParse(body);
    if (!answer.success) {
      throw new TremoloError('internal', text.problem.unreadable, { cause: answer.error });
    }
    return answer.data as AnswerOf<Row>;
  }

  /** Asks for a file by its row: the answer, its body not read yet. Throws as `request` does. */
  async file<Row extends RouteRow>(row: Row, ...[asked]: OptionsOf<Row>): Promise<Response> {
    const options: AnyOptions = asked ?? {};
    const url = this.#deps.baseUrl + addressOf(row, options);
    const response = await this.#sendRenewing(row, url, options);
    if (!response.ok) throw await problemOf(await this.#bodyOf(response, url), response);
    return response;
  }

  /** All items of a list, page by page, as far as one reads. */
  async *items<Row extends RouteRow>(
    row: Row,
    ...[asked]: OptionsOf<Row>
  ): AsyncGenerator<ItemOf<Row>> {
    const options: AnyOptions = asked ?? {};
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const query = { ...options.query, ...(cursor ? { cursor } : {}) };
      const next = [{ ...options, query }] as unknown as OptionsOf<Row>;
      const page = (await this.request(row, ...next)) as Page<ItemOf<Row>>;
      yield* page.items;
      cursor = page.nextCursor;
    }
  }

  /** An access token lives for minutes: when it has run out it is renewed once, and the request repeated. */
  async #sendRenewing(row: RouteRow, url: string, options: AnyOptions): Promise<Response> {
    const response = await this.#send(row, url, options);
    if (response.status !== 401 || row.permission === 'public') return response;
    try {
      return (await this.#deps.renew()) ? await this.#send(row, url, options) : response;
    } catch (error) {
      if (error instanceof TypeError) return response;
      throw error;
    }
  }

  async #send({ method, takes }: RouteRow, url: string, options: AnyOptions): Promise<Response> {
    const isReading = method === 'GET';
    const { body, file, signal, idempotencyKey: key } = options;
    const headers = {
      // Always a type, even without a body, that a foreign page cannot send unasked: that is what keeps it out.
      ...(isReading
        ? this.#deps.kept?.headersFor(url)
        : { 'content-type': takes ?? 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...this.#deps.proof(isReading),
    };
    const content = file ?? (body === undefined ? undefined : JSON.stringify(body));
    try {
      return await fetch(url, { method, headers, body: content, signal });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new TremoloError('hub_unreachable', text.problem.unreachable, { cause });
    }
  }

  async #bodyOf(response: Response, url: string): Promise<unknown> {
    if (response.status === 204) return undefined;
    if (response.status === 304) return this.#deps.kept?.get(url);
    try {
      const body = await response.json();
      if (response.ok) this.#deps.kept?.keep(url, response.headers.get('etag'), body);
      return body;
    } catch (cause) {
      throw new TremoloError('internal', text.problem.unreadable, { cause });
    }
  }
}

async function problemOf(body: unknown, { headers }: Response): Promise<TremoloError> {
  const problem = Problem.safeParse(body);
  if (!problem.success) {
    return new TremoloError('internal', text.problem.unreadable, { cause: problem.error });
  }
  const wait = headers.get('retry-after');
  const said = await refusalWords(problem.data);
  return new HubProblem(problem.data, said, wait === null ? null : Number(wait));
}
