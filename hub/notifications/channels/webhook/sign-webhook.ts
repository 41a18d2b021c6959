import { createHmac } from 'node:crypto';

/** Receivers refuse what is older: who records a request cannot send it again later. */
export const REPLAY_WINDOW_S = 300;

/**
 * The headers that let a receiver check that a request is ours, new, and not a repetition: HMAC-SHA-256, in hex, with the
 * webhook’s secret over the timestamp (seconds since 1970), a full stop and the body as it was sent.
 */
export function signedHeaders(
  secret: string,
  deliveryId: string,
  body: string,
  nowMs: number,
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const mac = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    'content-type': 'application/json',
    'tremolo-delivery': deliveryId,
    'tremolo-timestamp': timestamp,
    'tremolo-signature': `v1=${mac}`,
  };
}
