import { z } from 'zod';
import type { Egress } from '../../egress/egress.ts';
import { askSlack, jsonOf, METADATA_TYPE, type SlackApp } from './slack-post.ts';
import type { SlackPlace } from './slack-threads.ts';

const Found = z.object({
  ok: z.literal(true),
  messages: z.array(
    z.object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      metadata: z
        .object({
          event_type: z.literal(METADATA_TYPE),
          event_payload: z.object({
            deliveryId: z.string(),
            notifications: z.array(z.string()),
          }),
        })
        .optional()
        .catch(undefined),
    }),
  ),
});
const LIMIT = '100';

/** A message that an earlier try left behind. */
export interface LeftBehind {
  readonly at: SlackPlace;
  readonly isRoot: boolean;
  readonly notifications: readonly string[];
}

/**
 * Messages of a delivery that stand in Slack already: the hub was killed, or the line broke, before the answer came. An app without
 * the right to read the channel finds none.
 */
export async function leftBehind(
  egress: Egress,
  app: SlackApp,
  deliveryId: string,
  { channel, ts, sinceMs }: { channel: string; ts: string | null; sinceMs: number },
): Promise<LeftBehind[]> {
  const fields = new URLSearchParams({
    ...{ channel, include_all_metadata: 'true', limit: LIMIT },
    oldest: String(Math.floor(sinceMs / 1_000)),
    ...(ts === null ? {} : { ts }),
  });
  const method = ts === null ? 'conversations.history' : 'conversations.replies';
  const { text } = await askSlack(egress, app, method, fields);
  const found = Found.safeParse(jsonOf(text)).data;
  return (found?.messages ?? []).flatMap((message) => {
    const payload = message.metadata?.event_payload;
    if (payload?.deliveryId !== deliveryId) return [];
    const isRoot = message.thread_ts === undefined || message.thread_ts === message.ts;
    return [{ at: { channel, ts: message.ts }, isRoot, notifications: payload.notifications }];
  });
}
