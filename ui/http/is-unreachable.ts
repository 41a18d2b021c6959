import { TremoloError } from '#schemas/errors/tremolo-error';

/** Whether a request failed because the hub was not heard, so that it can be sent again later. */
export function isUnreachable(error: unknown): boolean {
  const isSilent = error instanceof DOMException && error.name === 'TimeoutError';
  return isSilent || (error instanceof TremoloError && error.code === 'hub_unreachable');
}
