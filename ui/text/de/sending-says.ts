import type { Saying } from '#schemas/http/saying';
import { LINE_TROUBLES, SENDING_GERMAN } from '#schemas/notifications/sending-german';
import { foreign } from '../foreign.ts';
import { sayReason } from './refusals/say-reason.ts';

/** Those that are a refusal elsewhere, too. */
const WORDS = {
  ...SENDING_GERMAN,
  push_off: 'Dieser Standort hat Push-Nachrichten ausgeschaltet.',
};

/** What came of sending something, or why it cannot be sent, in German. */
export function sendingSays({ says, reason }: Saying): string {
  return sayReason(reason, WORDS) ?? foreign(says);
}

/** What is wrong with the line to the log server, in German. */
export function lineTrouble(trouble: string): string {
  return Object.hasOwn(LINE_TROUBLES, trouble) ? LINE_TROUBLES[trouble] : foreign(trouble);
}
