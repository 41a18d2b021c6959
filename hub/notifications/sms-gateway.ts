import type { SettingsOf } from '#schemas/config/site-settings';
import { type Said, said } from '#schemas/errors/said';
import type { Egress } from './egress/egress.ts';
import { SendFailure } from './send-failure.ts';

/**
 * Hands a text message to the site’s gateway: POST `{ to, text }` as JSON, with the token as bearer. Any 2xx means taken.
 * Returns the answer; throws SendFailure.
 */
export async function sendSms(
  mail: SettingsOf<'mail'>,
  message: { to: string; text: string },
  post: Egress['postToServer'],
): Promise<Said> {
  const { smsGatewayUrl, smsGatewayToken } = mail;
  if (smsGatewayUrl === null) throw new SendFailure(said('gateway_none'), 'give up');
  const response = await post({
    url: smsGatewayUrl,
    headers: {
      'content-type': 'application/json',
      ...(smsGatewayToken === null ? {} : { authorization: `Bearer ${smsGatewayToken}` }),
    },
    body: JSON.stringify(message),
  });
  // Any other is a no, also one that leads elsewhere: token and code go to the address that was set, and to no other.
  if (response.status < 200 || response.status > 299) {
    throw new SendFailure(said('sent_text', { status: response.status }), 'retry');
  }
  return said('sent_text', { status: response.status });
}
