import type { HandedLink } from '#schemas/http/people';
import type { Statement } from '../store/statement.ts';
import type { LetterKind, PeopleDeps } from './people-deps.ts';
import type { Person } from './person.ts';

const PAGES = {
  invite: { path: '/invite', letter: 'invite' },
  reset: { path: '/reset', letter: 'reset_by_administrator' },
  verify_email: { path: '/verify-email', letter: 'verify_email' },
} as const satisfies Record<string, { path: string; letter: LetterKind }>;

/** A link and its letter, to be kept with the change that they belong to, and what is to be told once that is done. */
export interface PreparedLink {
  readonly statements: readonly Statement[];
  readonly handed: HandedLink;
}

/** Makes one-time links and hands them over: by mail where there is a way, otherwise to whoever asked for them. */
export class HandedLinks {
  readonly #deps: Pick<PeopleDeps, 'links' | 'mail'>;

  constructor(deps: Pick<PeopleDeps, 'links' | 'mail'>) {
    this.#deps = deps;
  }

  /** An invitation goes to the address as it was given; a link that resets only to one that the person has confirmed. */
  prepare(kind: keyof typeof PAGES, person: Person): PreparedLink {
    const { links, mail } = this.#deps;
    const { path, letter } = PAGES[kind];
    const isKnown = kind !== 'reset' || person.emailVerifiedMs !== null;
    const address = isKnown && mail.isConfigured() ? person.email : null;
    const { token, expiresMs, statements } = links.make(kind, person.userId, person.email);
    const link = `${path}#token=${token}`;
    if (address === null) return { statements, handed: { sentTo: null, link } };
    const to = { address, name: person.fullName ?? person.name };
    const letters = mail.letter(to, letter, { link, uselessMs: expiresMs });
    return { statements: [...statements, ...letters], handed: { sentTo: address, link: null } };
  }
}
