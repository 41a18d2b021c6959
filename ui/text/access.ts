/** Words of signing in and of one’s own account, in English. */
export const access = {
  name: 'Name or e-mail',
  remember: 'Stay signed in on this device',
  forgot: 'Forgotten your password?',
  register: 'Create an account',
  or: 'or',
  withProvider: (name: string) => `Sign in with ${name}`,

  passwordLength: (length: number, least: number) =>
    length === 0
      ? `At least ${least} characters; a few words in a row are good.`
      : length < least
        ? `${least - length} more ${least - length === 1 ? 'character' : 'characters'} needed.`
        : `${length} characters. Long enough.`,
  strength: [
    'Anybody would guess this.',
    'Very weak.',
    'Fair: another word makes it strong.',
    'Strong.',
    'Very strong.',
  ],

  leave: 'Sign out',

  tooMany: {
    title: 'Too many attempts',
    wait: (time: string) => `You can try again in ${time}.`,
    over: 'You can try again now.',
    help: 'Forgotten the password? Ask for a new one below. An administrator can also unlock your account at once.',
  },
  capsLock: 'Caps Lock is on.',
  rightsChanged: 'What you may do here has been changed.',

  /** At the top of every screen where the site is not in production. */
  environment: { staging: 'Staging', development: 'Development' },

  bands: {
    impersonation: 'Seeing as another person',
    seeingAs: (name: string, by: string) => `You see Tremolo as ${name}. You are ${by}.`,
    stop: 'Stop',
    developers: 'Developers in production',
    developersFor: (time: string) => `Developers may work on this site for another ${time}.`,
  },
};
