import type { AnswerOf, RouteRow } from '#schemas/http/route-row';
import { HubClient } from './client.ts';
import { HubProblem } from './hub-problem.ts';
import { csrfHeader, renewTokens, tellRefusal } from './page-session.ts';
import type { OptionsOf } from './row-request.ts';

export { HubProblem } from './hub-problem.ts';

/** The client of this page: the browser has its cookies, and keeps answers by itself. */
const PAGE = new HubClient({
  baseUrl: '',
  proof: (isReading) => (isReading ? {} : csrfHeader()),
  renew: renewTokens,
  kept: null,
});

/** Asks the hub as this page's session, by a row of its route table; see `HubClient.request`. */
export async function request<Row extends RouteRow>(
  row: Row,
  ...options: OptionsOf<Row>
): Promise<AnswerOf<Row>> {
  return telling(row, PAGE.request(row, ...options));
}

/** Asks for a file as this page's session; see `HubClient.file`. */
export async function requestFile<Row extends RouteRow>(
  row: Row,
  ...options: OptionsOf<Row>
): Promise<Response> {
  return telling(row, PAGE.file(row, ...options));
}

async function telling<Answer>(row: RouteRow, asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    // Somebody signed in may have lost the session or rights, or have something to do first.
    if (error instanceof HubProblem && row.permission !== 'public') tellRefusal(error.code);
    throw error;
  }
}
