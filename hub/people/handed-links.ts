import type { HandedLink } from '#schemas/http/people';
import type { Statement } from '../store/statement.ts';
import type { PeopleDeps } from './people-deps.ts';
import type { Person } from './person.ts';

const LETTERS = {
  invite: {
    path: '/invite',
    subject: (site: string) => `Your account on ${site}`,
    text: 'An account was made for you. Choose a password with this link; it works once, for seven days:',
  },
  reset: {
    path: '/reset',
    subject: (site: string) => `A new password for ${site}`,
    text: 'An administrator has reset your password. Choose a new one with this link; it works once, for an hour:',
  },
  verify_email: {
    path: '/verify-email',
    subject: (site: string) => `Is this your address? ${site}`,
    text: 'This address was given for your account. Confirm it with this link; it works once, for a day. If it was not you, do nothing:',
  },
} as const;

/** A link that is kept with the change it belongs to, and handed over when that is done. */
export interface PreparedLink {
  readonly statements: readonly Statement[];
  hand(): Promise<HandedLink>;
}

/** Makes one-time links and hands them over: by mail where there is a way, otherwise to whoever asked for them. */
export class HandedLinks {
  readonly #deps: Pick<PeopleDeps, 'links' | 'mail' | 'siteName'>;

  constructor(deps: Pick<PeopleDeps, 'links' | 'mail' | 'siteName'>) {
    this.#deps = deps;
  }

  /** An invitation goes to the address as it was given; a link that resets only to one that the person has confirmed. */
  prepare(kind: keyof typeof LETTERS, person: Person): PreparedLink {
    const { links, mail, siteName } = this.#deps;
    const { path, subject, text } = LETTERS[kind];
    const isKnown = kind !== 'reset' || person.emailVerifiedMs !== null;
    const to = isKnown ? person.email : null;
    const { token, statements } = links.make(kind, person.userId, to);
    const link = `${path}#token=${token}`;
    const hand = async (): Promise<HandedLink> => {
      if (to === null || !mail.isConfigured()) return { sentTo: null, link };
      const letter = {
        to,
        subject: subject(siteName()),
        text: `${person.fullName ?? person.name},\n\n${text}\n\n${mail.addressOf(link)}\n`,
      };
      const sent = await mail.send(letter);
      return sent === 'queued' ? { sentTo: to, link: null } : { sentTo: null, link };
    };
    return { statements, hand };
  }
}
