import type { SsoProblem } from '#schemas/http/sso';

/** What the sign-in page says when single sign-on did not go through, in English. */
export const singleSignOn = {
  problems: {
    unknown_provider: 'This way to sign in is not offered any more.',
    no_public_url:
      'Single sign-on is not set up to its end: the settings do not say at which address this site is opened.',
    provider_down: 'The sign-in of your company cannot be reached now. Try again in a moment.',
    cancelled: 'You did not sign in: it was called off on the way.',
    expired:
      'That took too long, was begun in another browser, or was finished before. Sign in again.',
    not_proven: 'The answer of the sign-in service does not prove who you are. Sign in again.',
    encrypted:
      'The sign-in service encrypts its answers, and Tremolo cannot read those: its administrator has to switch that off.',
    no_account: 'You are known to the sign-in service, but you have no account here.',
    no_role: 'You are known to the sign-in service, but none of your groups may work here.',
    address_taken:
      'There is an account with your e-mail address here. Sign in to it with its password.',
    identity_taken: 'This company account opens another account here already.',
    inactive: 'Your account is not in use.',
    busy: 'Too many attempts from your address. Wait a minute and try again.',
    failed: 'Something went wrong on our side. Try again.',
  } satisfies Record<SsoProblem, string>,
  connected: {
    title: 'Company accounts',
    lead: 'A connected account signs you in as your password does. If your site gives roles by the groups there, yours follows them from then on.',
    leadWithoutPassword: 'You have no password here: these accounts sign you in.',
    since: (since: string, last: string) => `Connected ${since}, last used ${last}`,
    connect: 'Connect',
    disconnect: 'Disconnect',
    only: 'Nothing else opens your account.',
    connectTitle: (name: string) => `Connect ${name}`,
    connectLead: 'You go to the provider, sign in there, and come back here.',
    disconnectTitle: (name: string) => `Disconnect ${name}`,
    disconnectLead:
      'It signs you in no more. Sessions that are open stay: end them under Sessions.',
    done: 'Your company account is connected.',
    disconnected: 'Disconnected.',
  },
  ask: (contact: string) =>
    contact === '' ? 'If it stays so, ask your administrator.' : `If it stays so, ask ${contact}.`,
};
