import type { SecondFactorMethod } from '#schemas/http/access';

/** Words of what comes after or in place of signing in, in English: they come with those screens. */
export const accessSteps = {
  secondFactor: {
    title: 'Second step',
    lead: {
      totp: 'Enter the six digits that your authenticator app shows now.',
      email: 'A code is on its way to your e-mail address. It works for ten minutes.',
      sms: 'A code is on its way to your phone. It works for ten minutes.',
      backup: 'Enter one of the backup codes that you kept. Each works once.',
    } satisfies Record<SecondFactorMethod, string>,
    code: 'Code',
    submit: 'Go on',
    submitting: 'Checking…',
    other: 'Use another way',
    ways: {
      totp: 'Authenticator app',
      email: 'Code by e-mail',
      sms: 'Code by text message',
      backup: 'Backup code',
    } satisfies Record<SecondFactorMethod, string>,
    resend: 'Send the code again',
    sent: 'Sent.',
    back: 'Start again',
    fewLeft: (n: number) =>
      n === 0
        ? 'That was your last backup code. Make new ones now: Settings, Security.'
        : `${n} backup ${n === 1 ? 'code is' : 'codes are'} left. Make new ones soon: Settings, Security.`,
  },
  addFactor: {
    title: 'Protect your account',
    why: 'Accounts like yours need a second step when signing in. Any authenticator app will do.',
    password: 'Your password, once more',
    begin: 'Set up an authenticator app',
    beginning: 'Preparing…',
    scan: 'Scan this with the app, or type the secret into it.',
    qr: 'QR code with the secret for the authenticator app',
    onThisPhone: 'Is the app on this device? Open it',
    secret: 'Secret',
    code: 'The six digits that the app shows',
    confirm: 'Confirm',
    confirming: 'Checking…',
    backupTitle: 'Keep these backup codes',
    backupLead:
      'Each lets you in once when your phone is lost. Print them or put them where your passwords are: they are not shown again.',
    backupHead: (name: string, site: string, at: string) =>
      `Backup codes of ${name} for ${site}, made ${at}. Each works once.`,
    copyAll: 'Copy all',
    copiedAll: 'All codes are copied.',
    print: 'Print',
    download: 'Save as a file',
    downloadName: 'tremolo-backup-codes.txt',
    kept: 'I have kept them',
  },
  changePassword: {
    title: 'Choose a new password',
    why: 'The password that you came with was only for the first time.',
    current: 'Current password',
    new: 'New password',
    submit: 'Change password',
    submitting: 'Changing…',
    done: 'Your password is changed. Your other sessions have ended.',
  },
  acceptNotice: {
    title: 'How your data is used here',
    why: 'Read this and agree to it to go on.',
    submit: 'I agree',
    submitting: 'Going on…',
  },
  inactive: {
    title: 'Your account is not in use',
    lead: 'Until it is in use again, nothing of Tremolo is shown to you. What you made stays as it is.',
    again: 'Check again',
    back: 'Back to sign-in',
  },
  denied: {
    title: 'You may not open this',
    needsOne: 'It needs a right that your account does not have:',
    needsAny: 'It needs one of these rights, and your account has none of them:',
    role: (role: string) => `Your role is ${role}.`,
    impersonating: (name: string) =>
      `You see Tremolo as ${name}, with the rights that you both have.`,
    ask: (contact: string) =>
      contact === ''
        ? 'If you need it, ask your administrator.'
        : `If you need it, ask ${contact}.`,
    back: 'Back to what you may see',
  },
};
