import type { SettingsOf } from '#schemas/config/site-settings';
import type { Egress } from './egress/egress.ts';
import { SendFailure } from './send-failure.ts';

/**
 * Hands a text message to the site’s gateway: POST `{ to, text }` as JSON, with the token as bearer. Any 2xx means taken.
 * Returns the answer in a sentence; throws SendFailure.
 */
export async function sendSms(
  mail: SettingsOf<'mail'>,
  message: { to: string; text: string },
  post: Egress['postToServer'],
): Promise<string> {
  const { smsGatewayUrl, smsGatewayToken } = mail;
  if (smsGatewayUrl === null)
    throw new SendFailure('No gateway for text messages is set up.', 'give up');
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
    throw new SendFailure(`The gateway answered ${response.status}.`, 'retry');
  }
  return `The gateway answered ${response.status}.`;
}
