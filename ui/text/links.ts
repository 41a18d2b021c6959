/** Words of the screens that a letter or a link of the sign-in screen opens, in English. */
export const links = {
  name: 'Name or e-mail',
  toSignIn: 'Back to sign-in',
  useless: 'This link does not work',
  askAgain: 'Ask for a new one',
  forgot: {
    title: 'Forgotten password',
    lead: 'Say who you are, and you will get a link with which you choose a new one.',
    submit: 'Ask for a new password',
    sent: {
      mail: 'If there is such an account with a confirmed address, a letter with a link is on its way there. For an account without one, the administrators now see your request.',
      administrator:
        'This site sends no letters. If there is such an account, its administrators now see your request and will hand you a link.',
    },
  },
  invite: { title: 'Welcome to Tremolo' },
  reset: {
    title: 'Choose a new password',
    lead: (name: string) => `For the account ${name}.`,
    password: 'New password',
    submit: 'Set password',
    done: 'Your password is set. Sign in with it.',
  },
  verify: {
    title: 'Confirm your e-mail address',
    submit: 'Confirm',
    done: 'Your address is confirmed.',
    goOn: 'Go on',
  },
  register: {
    title: 'Create an account',
    name: 'Sign-in name',
    email: 'E-mail (optional)',
    password: 'Password',
    submit: 'Create account',
    letter: 'A letter is on its way: open its link to confirm your address.',
  },
} as const;
