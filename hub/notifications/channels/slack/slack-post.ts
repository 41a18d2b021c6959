import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ChannelSettings } from '#schemas/config/channel-settings';
import { type Said, said } from '#schemas/errors/said';
import type { Egress } from '../../egress/egress.ts';
import { SendFailure } from '../../send-failure.ts';
import { sentOrFailed } from '../sent-or-failed.ts';
import type { SlackPlace } from './slack-threads.ts';

/** Slack says no with a 200. */
const Answer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});
const FOR_LATER = ['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable'];
/** What Slack says where the message to be answered is no more. */
const THREAD_GONE = ['thread_not_found', 'message_not_found', 'cannot_reply_to_message'];

/** By what messages of ours are known again. */
export const METADATA_TYPE = 'tremolo_notification';

export type SlackApp = Pick<ChannelSettings, 'slackApiUrl' | 'slackToken'>;

export interface SlackPost {
  readonly channel: string;
  readonly text: string;
  readonly attachments: readonly object[];
  /** In the thread of this message, and to the whole channel besides where it is for everybody. */
  readonly thread_ts?: string;
  readonly reply_broadcast?: boolean;
}

/** What a message delivers, by which it is known again when it is tried once more. */
export interface SlackDelivery {
  readonly deliveryId: string;
  readonly notifications: readonly string[];
}

/** Where it stands now; or that the thread that it was for is no more. */
export type SlackPosted = { readonly at: SlackPlace; readonly says: Said } | 'thread gone';

/** Posts as the site’s app. Throws SendFailure. */
export async function postToSlack(
  egress: Egress,
  app: SlackApp,
  post: SlackPost,
  delivery: SlackDelivery,
): Promise<SlackPosted> {
  const body = JSON.stringify({
    ...post,
    ...{ unfurl_links: false, unfurl_media: false },
    // The same at each try. Slack promises nothing of the first to apps; the second can be asked for.
    client_msg_id: idOf(`${delivery.deliveryId} ${delivery.notifications[0]}`),
    metadata: { event_type: METADATA_TYPE, event_payload: delivery },
  });
  const answer = await askSlack(egress, app, 'chat.postMessage', body);
  const says = sentOrFailed('Slack', answer);
  const told = Answer.safeParse(jsonOf(answer.text)).data;
  if (told?.ok === true) {
    return { says, at: { channel: told.channel ?? post.channel, ts: told.ts ?? '' } };
  }
  const error = told?.error ?? 'an answer that is none of its own';
  if (post.thread_ts !== undefined && THREAD_GONE.includes(error)) return 'thread gone';
  const advice = FOR_LATER.includes(error) ? 'retry' : 'give up';
  const about = { who: 'Slack', answer: error.slice(0, 80) };
  throw new SendFailure(said('answered_no', about), advice);
}

/** Asks a method of Slack as the site’s app: JSON, or the fields of a form where the method reads. */
export function askSlack(
  egress: Egress,
  { slackApiUrl, slackToken }: SlackApp,
  method: string,
  body: string | URLSearchParams,
) {
  const type = typeof body === 'string' ? 'application/json' : 'application/x-www-form-urlencoded';
  return egress.post({
    url: `${slackApiUrl.replace(/\/+$/, '')}/${method}`,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      authorization: `Bearer ${slackToken ?? ''}`,
    },
    body: String(body),
    ...(typeof body === 'string' ? {} : { answerBytesMax: 1024 * 1024 }),
  });
}

/** What is no JSON is null. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** An id in the form of a UUID (RFC 9562, version 8). */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    ...[hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`],
    ...[`${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)],
  ].join('-');
}
