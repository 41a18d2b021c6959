import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** Somebody tries faster than the throttle lets them. */
export class TooSoonError extends TremoloError {
  /** Seconds until the next attempt is heard. */
  readonly retryAfterS: number;

  constructor(retryAfterS: number) {
    const { message, reason } = refused('too_soon', { seconds: retryAfterS });
    super('too_many_requests', message, reason === null ? {} : { reason });
    this.retryAfterS = retryAfterS;
  }
}
