import { TremoloError } from '#schemas/errors/tremolo-error';

/** Somebody tries faster than the throttle lets them. */
export class TooSoonError extends TremoloError {
  /** Seconds until the next attempt is heard. */
  readonly retryAfterS: number;

  constructor(retryAfterS: number) {
    super('too_many_requests', `Too many attempts: wait ${retryAfterS} s and try again.`);
    this.retryAfterS = retryAfterS;
  }
}
