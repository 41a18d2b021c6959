import { type Letter, oneLine } from './letter.ts';

/** What a letter is about. `link` leads somewhere on this hub; `code` is to be typed in. */
const LETTERS = {
  invite: {
    subject: 'Your account',
    text: 'An account was made for you. Choose a password with this link; it works once, for seven days.',
  },
  reset_by_administrator: {
    subject: 'A new password',
    text: 'An administrator has ended your password. Choose a new one with this link; it works once, for an hour.',
  },
  address_changing: {
    subject: 'Your address is about to change',
    text: 'Somebody who knows your password asked for another e-mail address for your account. If it was not you, change your password now and tell your administrator.',
  },
  reset: {
    subject: 'A new password',
    text: 'Somebody, probably you, asked for a new password. Choose one with this link; it works once, for an hour. If it was not you, do nothing: your password stays as it is.',
  },
  company_account: {
    subject: 'How you sign in',
    text: 'Somebody, probably you, asked for a new password. You have none here: you sign in with your company account.',
  },
  verify_email: {
    subject: 'Is this your address?',
    text: 'This address was given for your account. Confirm it with this link; it works once, for a day. If it was not you, do nothing.',
  },
  has_account: {
    subject: 'You have an account already',
    text: 'Somebody, probably you, registered with this address, but you have an account already. Sign in with it; if you forgot the password, ask for a new one on the sign-in page. If it was not you, do nothing: nothing was changed.',
  },
  code: {
    subject: 'Your code',
    text: 'This is the code that you were asked for. It works once, for ten minutes. Nobody from your site will ever ask you for it.',
  },
  locked: {
    subject: 'Your account was locked',
    text: 'Somebody tried wrong passwords or codes for your account several times, so it is locked for some minutes. If it was you, wait and try again. If it was not you, tell your administrator.',
  },
  password_changed: {
    subject: 'Your password was changed',
    text: 'Your password was changed, and all your other sessions were ended. If it was not you, tell your administrator at once.',
  },
  second_factor_added: {
    subject: 'A second factor was added to your account',
    text: 'A new way to prove that it is you was added to your account. If it was not you, tell your administrator at once.',
  },
  second_factor_removed: {
    subject: 'A second factor was removed from your account',
    text: 'A way to prove that it is you was removed from your account. If it was not you, tell your administrator at once.',
  },
  identity_linked: {
    subject: 'A company account can open your account',
    text: 'An account at an identity provider was connected to your account, and can sign in to it from now on. If it was not you, tell your administrator at once.',
  },
  key_new_network: {
    subject: 'One of your API keys was used from elsewhere',
    text: 'An API key of yours was used from a network where it had never been used. If this was not planned, revoke the key now: Settings, API keys.',
  },
  test: {
    subject: 'A test letter',
    text: 'This is a test of the mail settings. If you can read it, letters from this site arrive.',
  },
} as const;

export type LetterKind = keyof typeof LETTERS;

/** A letter in plain words, under the site’s name. Throws nothing: what people chose is put on one line. */
export function writeLetter(
  kind: LetterKind,
  to: { readonly address: string; readonly name?: string },
  site: string,
  more: { link?: string; code?: string; uselessMs?: number } = {},
): Letter {
  const { subject, text } = LETTERS[kind];
  const extra = more.link ?? more.code;
  const paragraphs = [
    // No name in a letter to a stranger: whoever asked for it could write something there.
    to.name === undefined ? 'Hello,' : `${oneLine(to.name)},`,
    text,
    ...(extra === undefined ? [] : [extra]),
    `${oneLine(site)} (this letter was sent by a machine; nobody reads answers to it)`,
  ];
  return {
    to: to.address,
    subject: `${oneLine(site)}: ${subject}`,
    text: `${paragraphs.join('\n\n')}\n`,
    ...(more.uselessMs === undefined ? {} : { uselessMs: more.uselessMs }),
  };
}
