import { filled, type Said } from '#schemas/errors/said';
import { LINE_TROUBLES, SENDING_GERMAN } from '#schemas/notifications/sending-german';

/** What came of a message, in each language that letters are written in; an answer of the other side stays as it came. */
export function sendingWords({ sentence, reason }: Said): { en: string; de: string } {
  const { name, about } = reason;
  if (!isSending(name)) return { en: sentence, de: sentence };
  const shown = (hole: string, value: string | number) =>
    hole === 'trouble' ? (LINE_TROUBLES[value] ?? String(value)) : String(value);
  return { en: sentence, de: filled(SENDING_GERMAN[name], about, shown) };
}

function isSending(name: string): name is keyof typeof SENDING_GERMAN {
  return Object.hasOwn(SENDING_GERMAN, name);
}
