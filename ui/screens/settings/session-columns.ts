import type { SessionRow, SignInRow } from '#schemas/http/session';
import type { Column } from '../../parts/table/column.ts';
import { age, dateTime } from '../../text/numbers.ts';
import { settings } from '../../text/settings.ts';

const words = settings.sessions;

/** What is told of a session, to its own person and to who looks after accounts. */
export function sessionColumns(nowMs: () => number): Column<SessionRow>[] {
  return [
    {
      key: 'device',
      title: words.device,
      words: ({ device, isCurrent }) => (isCurrent ? `${device} (${words.here})` : device),
      isName: true,
      sort: 'device',
    },
    { key: 'address', title: words.address, words: ({ address }) => address, sort: 'address' },
    { key: 'how', title: words.how, words: ({ how }) => howOf(how) },
    {
      key: 'seen',
      title: words.seen,
      words: ({ lastSeenMs }) => age(lastSeenMs, nowMs()),
      order: ({ lastSeenMs }) => lastSeenMs,
      sort: 'seen',
    },
    {
      key: 'created',
      title: words.created,
      words: ({ createdMs }) => dateTime(createdMs),
      order: ({ createdMs }) => createdMs,
      sort: 'created',
    },
  ];
}

/** What is told of a sign-in or a failed attempt. */
export const SIGN_IN_COLUMNS: Column<SignInRow>[] = [
  {
    key: 'at',
    title: words.at,
    words: ({ atMs }) => dateTime(atMs),
    order: ({ atMs }) => atMs,
    sort: 'at',
    isName: true,
  },
  {
    key: 'what',
    title: words.what,
    words: ({ event, how }) =>
      event === 'auth.failed' && isSso(how)
        ? words.ssoFailed
        : (words.events[event as keyof typeof words.events] ?? event),
    sort: 'what',
  },
  { key: 'how', title: words.how, words: ({ how }) => (how === null ? '–' : howOf(how)) },
  { key: 'device', title: words.device, words: ({ device }) => device },
  { key: 'address', title: words.address, words: ({ address }) => address ?? '–', sort: 'address' },
];

const isSso = (how: string | null) => how === 'saml' || (how?.startsWith('oidc:') ?? false);

function howOf(how: string): string {
  return isSso(how) ? words.bySso : (words.hows[how as keyof typeof words.hows] ?? how);
}
