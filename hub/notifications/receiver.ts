import type { Language } from '#schemas/notifications/words';

/** A person as the channels need one. */
export interface Receiver {
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  readonly timezone: string;
  readonly slackMember: string | null;
}
