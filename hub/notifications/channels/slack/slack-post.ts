import { z } from 'zod';
import type { ChannelSettings } from '#schemas/config/channel-settings';
import type { Egress } from '../../egress/egress.ts';
import { SendFailure } from '../../send-failure.ts';
import { sentOrFailed } from '../sent-or-failed.ts';

/** Slack says no with a 200. */
const Answer = z.object({ ok: z.boolean(), error: z.string().optional() });
const FOR_LATER = ['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable'];

/** Posts as the site’s app. Resolves with a sentence; throws SendFailure. */
export async function postToSlack(
  egress: Egress,
  { slackApiUrl, slackToken }: Pick<ChannelSettings, 'slackApiUrl' | 'slackToken'>,
  message: { channel: string; text: string; attachments: object[] },
): Promise<string> {
  const answer = await egress.post({
    url: `${slackApiUrl.replace(/\/+$/, '')}/chat.postMessage`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${slackToken ?? ''}`,
    },
    body: JSON.stringify({ ...message, unfurl_links: false, unfurl_media: false }),
  });
  const says = sentOrFailed('Slack', answer);
  const said = Answer.safeParse(jsonOf(answer.text)).data;
  if (said?.ok === true) return says;
  const error = said?.error ?? 'an answer that is none of its own';
  const advice = FOR_LATER.includes(error) ? 'retry' : 'give up';
  throw new SendFailure(`Slack did not take it: ${error.slice(0, 80)}.`, advice);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
