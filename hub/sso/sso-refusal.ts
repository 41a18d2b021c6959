import { TremoloError } from '#schemas/errors/tremolo-error';
import type { SsoProblem } from '#schemas/http/sso';

/** Single sign-on that did not go through: the sign-in page has a sentence of its own for each problem. */
export class SsoRefusal extends TremoloError {
  readonly problem: SsoProblem;

  constructor(problem: SsoProblem, sentence: string, options?: { cause?: unknown }) {
    super('forbidden', sentence, options);
    this.name = 'SsoRefusal';
    this.problem = problem;
  }
}
