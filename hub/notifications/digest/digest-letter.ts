import { PRIORITIES, type Priority } from '#schemas/notifications/event-names';
import { type Language, type Words, wordsIn } from '#schemas/notifications/words';
import { escapedHtml, htmlPage, linkButton, paragraph } from '../channels/email/html-letter.ts';
import type { LetterTexts } from '../channels/email/message-letter.ts';
import type { Receiver } from '../receiver.ts';
import { timeIn } from '../wording.ts';

/** A line of a digest. `link` is a path of this hub. */
export interface DigestLine {
  readonly title: Words;
  readonly says: Words;
  readonly link: string | null;
  readonly priority: Priority | null;
  readonly atMs: number | null;
}

/** What a digest says; kept with it, so that it is sent again as it was. */
export interface DigestContent {
  readonly fromMs: number;
  readonly toMs: number;
  /** Alarms that were raised, by priority, and how many stand now. */
  readonly alarms: {
    readonly raised: number;
    readonly standing: number;
    readonly lines: readonly DigestLine[];
  };
  /** Points that are worst off now. */
  readonly points: {
    readonly watched: number;
    readonly worse: number;
    /** Of these nothing is known now: they are not counted as well. */
    readonly unclear: number;
    readonly lines: readonly DigestLine[];
  };
  readonly jobs: {
    readonly succeeded: number;
    readonly failed: number;
    readonly lines: readonly DigestLine[];
  };
  /** What else the person chose to be told here. */
  readonly others: readonly DigestLine[];
}

const WORDS = {
  en: {
    title: (from: string, to: string) => `Digest from ${from} to ${to}`,
    hello: (name: string) => `Hello ${name},`,
    alarms: 'Alarms',
    alarmsSay: (raised: number, standing: number) => `${raised} raised; ${standing} stand now.`,
    points: 'Worst points',
    pointsSay: (watched: number, worse: number, unclear: number) =>
      `Of ${watched} points ${worse} are worse than they should be; of ${unclear} nothing is known now.`,
    jobs: 'Your jobs',
    jobsSay: (succeeded: number, failed: number) => `${succeeded} succeeded, ${failed} failed.`,
    others: 'Also',
    open: 'Open Tremolo',
    foot: 'You choose when this comes, and what is in it, under Settings, Notifications.',
  },
  de: {
    title: (from: string, to: string) => `Zusammenfassung vom ${from} bis zum ${to}`,
    hello: (name: string) => `Guten Tag ${name},`,
    alarms: 'Alarme',
    alarmsSay: (raised: number, standing: number) => `${raised} ausgelöst; ${standing} stehen an.`,
    points: 'Schlechteste Messpunkte',
    pointsSay: (watched: number, worse: number, unclear: number) =>
      `Von ${watched} Messpunkten sind ${worse} schlechter, als sie sein sollten; von ${unclear} ist zurzeit nichts bekannt.`,
    jobs: 'Ihre Aufträge',
    jobsSay: (succeeded: number, failed: number) => `${succeeded} fertig, ${failed} gescheitert.`,
    others: 'Außerdem',
    open: 'Tremolo öffnen',
    foot: 'Wann das kommt und was es enthält, wählen Sie unter Einstellungen, Benachrichtigungen.',
  },
} as const;

interface Chapter {
  readonly title: string;
  readonly says: string;
  readonly lines: readonly DigestLine[];
}

/** The digest as a letter, in plain text and in HTML that says the same. */
export function digestLetter(
  content: DigestContent,
  { name, language, timezone }: Pick<Receiver, 'name' | 'language' | 'timezone'>,
  { site, addressOf }: { site: string; addressOf: (path: string) => string },
): LetterTexts {
  const words = WORDS[language];
  const time = (atMs: number) => timeIn(atMs, language, timezone);
  const title = words.title(time(content.fromMs), time(content.toMs));
  const chapters = chaptersOf(content, language);
  const textOf = (line: DigestLine) =>
    `- ${[line.atMs === null ? null : time(line.atMs), wordsIn(line.title, language), wordsIn(line.says, language)].filter(Boolean).join(': ')}`;
  const htmlOf = (line: DigestLine) => {
    const head = escapedHtml(wordsIn(line.title, language));
    const linked =
      line.link === null ? head : `<a href="${escapedHtml(addressOf(line.link))}">${head}</a>`;
    const at =
      line.atMs === null
        ? ''
        : `<br><span style="color:#5b6770;font-size:13px">${escapedHtml(time(line.atMs))}</span>`;
    return `<li style="margin:0 0 6px">${linked} ${escapedHtml(wordsIn(line.says, language))}${at}</li>`;
  };
  return {
    subject: `${site}: ${title}`.slice(0, 200),
    text: `${[
      words.hello(name),
      ...chapters.map(({ title: head, says, lines }) =>
        [head, says, ...lines.map(textOf)].join('\n'),
      ),
      addressOf('/'),
      `${site}\n${words.foot}`,
    ].join('\n\n')}\n`,
    html: htmlPage({ title, site, foot: words.foot, language }, [
      paragraph(words.hello(name)),
      ...chapters.map(
        ({ title: head, says, lines }) =>
          `<h2 style="margin:20px 0 8px;font-size:17px">${escapedHtml(head)}</h2>${paragraph(says)}${
            lines.length === 0
              ? ''
              : `<ul style="margin:0 0 12px;padding-left:20px">${lines.map(htmlOf).join('')}</ul>`
          }`,
      ),
      linkButton(addressOf('/'), words.open),
    ]),
  };
}

function chaptersOf(
  { alarms, points, jobs, others }: DigestContent,
  language: Language,
): Chapter[] {
  const words = WORDS[language];
  const { watched, worse, unclear } = points;
  return [
    {
      title: words.alarms,
      says: words.alarmsSay(alarms.raised, alarms.standing),
      lines: alarms.lines,
    },
    { title: words.points, says: words.pointsSay(watched, worse, unclear), lines: points.lines },
    { title: words.jobs, says: words.jobsSay(jobs.succeeded, jobs.failed), lines: jobs.lines },
    ...(others.length === 0 ? [] : [{ title: words.others, says: '', lines: others }]),
  ];
}

/** The most urgent first, then the newest. */
export function byUrgency(a: DigestLine, b: DigestLine): number {
  const rank = ({ priority }: DigestLine) =>
    priority === null ? PRIORITIES.length : PRIORITIES.indexOf(priority);
  return rank(a) - rank(b) || (b.atMs ?? 0) - (a.atMs ?? 0);
}
