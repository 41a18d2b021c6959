import { ERROR_CODES, type ErrorCode, TremoloError } from '#schemas/errors/tremolo-error';
import type { Problem } from '#schemas/http/problem';
import { text } from '../text/en.ts';
import type { Refused } from '../text/refusals.ts';

/** What the hub refused, and why; of a fault of ours, with the id that finds it in the hub's log. */
export class HubProblem extends TremoloError {
  readonly status: number;
  /** What is wrong with which field. */
  readonly issues: Refused['issues'];
  /** Finds the request in the hub's log and audit trail. */
  readonly correlationId: string;
  /** Seconds to wait before it is worth trying again; null where waiting does not help. */
  readonly retryAfterS: number | null;

  constructor(problem: Problem, { said, issues }: Refused, retryAfterS: number | null = null) {
    const code = isErrorCode(problem.code) ? problem.code : 'internal';
    const id = ERROR_CODES[code].turn === 'ours' ? problem.correlationId : null;
    super(code, id === null ? said : `${said} ${text.problem.correlation(id)}`);
    this.status = problem.status;
    this.issues = issues;
    this.correlationId = problem.correlationId;
    this.retryAfterS = retryAfterS;
  }
}

function isErrorCode(code: string): code is ErrorCode {
  return code in ERROR_CODES;
}
