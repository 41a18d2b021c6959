import { filled } from '#schemas/errors/said';
import type { Reason } from '#schemas/errors/tremolo-error';
import { JOB_GERMAN } from '#schemas/jobs/job-german';
import { LINE_TROUBLES, SENDING_GERMAN } from '#schemas/notifications/sending-german';

const GERMAN: Readonly<Record<string, string>> = { ...SENDING_GERMAN, ...JOB_GERMAN };

/** What was said, in each language that letters are written in; what has no reason there, and an answer of the other side, stays as it came. */
export function saidWords({ sentence, reason }: { sentence: string; reason?: Reason }): {
  en: string;
  de: string;
} {
  if (reason === undefined || !Object.hasOwn(GERMAN, reason.name)) {
    return { en: sentence, de: sentence };
  }
  return { en: sentence, de: filled(GERMAN[reason.name], reason.about, shown) };
}

function shown(hole: string, value: string | number): string {
  return hole === 'trouble' ? (LINE_TROUBLES[value] ?? String(value)) : String(value);
}
