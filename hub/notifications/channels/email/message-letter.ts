import type { Language } from '#schemas/notifications/words';
import { type Composed, timeIn, wordingIn } from '../../wording.ts';
import { escapedHtml, htmlPage, linkButton, paragraph, prioritised } from './html-letter.ts';

/** A plot inlined in a letter, and what it shows in words. */
export interface LetterPlot {
  readonly cid: string;
  readonly png: Buffer;
  readonly says: string;
}

export interface LetterTexts {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** One or several notifications as a letter, in plain text and in HTML that says the same. */
export function messageLetter(
  { title, items }: Composed,
  to: { name: string; language: Language; timezone: string },
  site: string,
  plots: readonly (LetterPlot | null)[],
): LetterTexts {
  const { language, timezone } = to;
  const words = wordingIn(language);
  const hello = words.hello(to.name);
  const texts = items.map((item, i) =>
    [
      `${item.title} (${words.priority[item.priority]})`,
      timeIn(item.atMs, language, timezone),
      item.body,
      ...(plots[i] == null ? [] : [plots[i].says]),
      ...(item.link === null ? [] : [item.link]),
    ].join('\n'),
  );
  const parts = items.map((item, i) =>
    [
      prioritised(item.title, item.priority, words.priority[item.priority]),
      paragraph(timeIn(item.atMs, language, timezone), 'color:#5b6770;font-size:13px'),
      paragraph(item.body),
      plotHtml(plots[i]),
      item.link === null ? '' : linkButton(item.link, words.open),
    ].join('\n'),
  );
  return {
    subject: `${site}: ${title}`.slice(0, 200),
    text: `${[hello, ...texts, `${site}\n${words.whySent}`].join('\n\n')}\n`,
    html: htmlPage({ title, site, foot: words.whySent, language }, [paragraph(hello), ...parts]),
  };
}

function plotHtml(plot: LetterPlot | null): string {
  if (plot === null) return '';
  const says = escapedHtml(plot.says);
  return `<p style="margin:0 0 12px"><img src="cid:${plot.cid}" width="560" alt="${says}" style="max-width:100%;height:auto;border:1px solid #dde2e6"><br><span style="color:#5b6770;font-size:13px">${says}</span></p>`;
}
