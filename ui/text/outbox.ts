import { many } from './many.ts';

/** Words about what waits in this browser until the hub can be reached, in English. */
export const outboxWords = {
  title: 'Waiting in this browser',
  waits: (expires: string) =>
    `Will be sent when the hub can be reached; given up at ${expires} if it cannot.`,
  expired: 'Expired before the hub could be reached. It was not sent.',
  refused: (sentence: string) => `Not accepted. ${sentence}`,
  made: (when: string) => `submitted ${when}`,
  send: 'Send now',
  again: 'Send again',
  discard: 'Discard',
  discardTitle: (what: string) => `Discard ${what}?`,
  discardLead:
    'It is never sent. If the hub had heard of it before the connection was lost, the job is in the list all the same.',
  discarded: 'It is discarded.',
  offlineNow: (expires: string) =>
    `The hub cannot be reached. What you submit waits in this browser and is sent when the hub is back, until ${expires}.`,
  kept: 'The hub cannot be reached. The job waits in this browser and is sent when it is back.',
  noRoom: 'The hub cannot be reached, and this browser keeps nothing more that waits for it.',
  sent: (what: string) => `What waited in this browser is submitted: ${what}.`,
  /** What came of acknowledgements that waited: done, done by others before, and over by then. */
  acknowledged: ({
    acknowledged,
    already,
    left,
  }: {
    readonly acknowledged: readonly unknown[];
    readonly already: readonly unknown[];
    readonly left: readonly unknown[];
  }) =>
    [
      acknowledged.length > 0
        ? `${many(acknowledged.length, 'alarm')} acknowledged, as you wanted while the hub could not be reached.`
        : 'What you acknowledged while the hub could not be reached needs it no more.',
      already.length > 0 ? `${already.length} had been acknowledged already.` : '',
      left.length > 0 ? `${left.length} ${left.length === 1 ? 'was' : 'were'} over already.` : '',
    ]
      .filter((one) => one !== '')
      .join(' '),
  refusedNow: (what: string, sentence: string) => `${what} was not accepted. ${sentence}`,
  count: (n: number) => `${many(n, 'request')} ${n === 1 ? 'waits' : 'wait'} to be sent.`,
} as const;
