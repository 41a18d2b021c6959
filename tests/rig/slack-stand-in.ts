import { HttpReceiver, type TakenRequest } from './http-receiver.ts';

/** A message as it stands in a channel of Slack. */
export interface SlackStanding {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts?: string;
  readonly reply_broadcast?: boolean;
  readonly text: string;
  readonly client_msg_id: string;
  readonly metadata: { event_type: string; event_payload: { deliveryId: string } };
}

const CHANNEL = 'C024BE91L';

/** The three methods of Slack’s Web API that the hub asks, on a real HTTP server: messages stand, and can be read and answered. */
export class SlackStandIn {
  readonly messages: SlackStanding[] = [];
  /** The next so many answers get lost on the way: the message stands all the same. */
  loses = 0;
  /** Whether the app may read the channel (`channels:history`). */
  mayRead = true;
  readonly receiver: HttpReceiver;
  #count = 0;

  private constructor(receiver: HttpReceiver) {
    this.receiver = receiver;
    receiver.answer = (request) => this.#answer(request);
  }

  static async start(): Promise<SlackStandIn> {
    return new SlackStandIn(await HttpReceiver.start());
  }

  /** Of a site whose app writes to the channel. */
  get settings() {
    return {
      ...this.receiver.egress,
      ...{ slackEnabled: true, slackToken: 'xoxb-1', slackRoom: '#plant' },
      slackApiUrl: `${this.receiver.url}/api`,
    };
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }

  #answer({ path, body, headers }: TakenRequest) {
    if (headers.authorization !== 'Bearer xoxb-1') return said({ ok: false, error: 'not_authed' });
    if (path === '/api/chat.postMessage') return this.#post(JSON.parse(String(body)));
    if (!this.mayRead) return said({ ok: false, error: 'missing_scope' });
    const asked = new URLSearchParams(String(body));
    const thread = asked.get('ts');
    // By its id only, as Slack wants it.
    if (asked.get('channel') !== CHANNEL) return said({ ok: false, error: 'channel_not_found' });
    const messages = this.messages.filter(({ ts, thread_ts, reply_broadcast }) =>
      thread === null
        ? thread_ts === undefined || reply_broadcast === true
        : ts === thread || thread_ts === thread,
    );
    return said({ ok: true, messages: messages.toReversed() });
  }

  #post(message: Omit<SlackStanding, 'ts' | 'channel'>) {
    const { thread_ts } = message;
    if (thread_ts !== undefined && !this.messages.some(({ ts }) => ts === thread_ts)) {
      return said({ ok: false, error: 'thread_not_found' });
    }
    const ts = `1700000000.${String(++this.#count).padStart(6, '0')}`;
    this.messages.push({ ...message, ts, channel: CHANNEL });
    if (this.loses-- > 0) return { status: 502, body: 'lost' };
    return said({ ok: true, channel: CHANNEL, ts });
  }
}

const said = (answer: object) => ({ body: JSON.stringify(answer) });
