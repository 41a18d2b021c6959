import type { AnswerOf, RouteRow } from '#schemas/http/route-row';
import { HubClient } from './client.ts';
import { csrfHeader, renewTokens } from './page-session.ts';
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
export function request<Row extends RouteRow>(
  row: Row,
  ...options: OptionsOf<Row>
): Promise<AnswerOf<Row>> {
  return PAGE.request(row, ...options);
}
