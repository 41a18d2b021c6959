import { html } from 'htm/preact';
import type { JobLogLine } from '#schemas/jobs/messages';
import { jobWords as words } from '../../text/jobs.ts';
import { clockTime } from '../../text/numbers.ts';

interface LogLinesProps {
  readonly lines: readonly JobLogLine[];
  /** What is sought, in small letters; empty: nothing. */
  readonly sought: string;
}

/** The lines with their times; where lines were lost, that is said between them. */
export function LogLines({ lines, sought }: LogLinesProps) {
  return html`${lines.map(({ line, atMs, text }, i) => {
    const before = i === 0 ? line - 1 : (lines[i - 1]?.line ?? line - 1);
    // Among found lines it is no loss that others are between them.
    const missing = sought === '' && i > 0 ? line - before - 1 : 0;
    return html`
      ${missing > 0 && html`<p key=${`lost-${line}`} class="muted">${words.logMissing(missing)}</p>`}
      <p key=${line}><time class="muted">${clockTime(atMs)}</time><span>${marked(text, sought)}</span></p>
    `;
  })}`;
}

function marked(text: string, sought: string) {
  const at = sought === '' ? -1 : text.toLowerCase().indexOf(sought);
  if (at < 0) return text;
  const end = at + sought.length;
  return html`${text.slice(0, at)}<mark>${text.slice(at, end)}</mark>${text.slice(end)}`;
}
