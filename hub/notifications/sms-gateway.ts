import type { SettingsOf } from '#schemas/config/site-settings';
import { SendFailure } from './send-failure.ts';

const WAIT_MS = 10_000;

/**
 * Hands a text message to the site’s gateway: POST `{ to, text }` as JSON, with the token as bearer. Any 2xx means taken.
 * Returns the answer in a sentence; throws SendFailure.
 */
export async function sendSms(
  mail: SettingsOf<'mail'>,
  message: { to: string; text: string },
): Promise<string> {
  const { smsGatewayUrl, smsGatewayToken } = mail;
  if (smsGatewayUrl === null)
    throw new SendFailure('No gateway for text messages is set up.', 'give up');
  const response = await posted(smsGatewayUrl, smsGatewayToken, message);
  // Read to its end, so that the connection is free again; what it says is the gateway’s own business.
  await response.body?.cancel();
  if (!response.ok) {
    throw new SendFailure(`The gateway answered ${response.status}.`, 'retry');
  }
  return `The gateway answered ${response.status}.`;
}

async function posted(url: string, token: string | null, message: object): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(message),
      // The token and the code go to the address that was set, and to no other.
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
  } catch (cause) {
    throw new SendFailure('The gateway cannot be reached.', 'retry', cause);
  }
}
