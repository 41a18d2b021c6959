import type { Priority } from '#schemas/notifications/event-names';
import type { Language } from '#schemas/notifications/words';
import { type Composed, wordingIn } from '../../wording.ts';

/** The stripe beside an attachment: red only for what is critical. */
const COLOURS: Readonly<Record<Priority, string>> = {
  critical: '#c62828',
  high: '#ef6c00',
  medium: '#f9a825',
  low: '#607d8b',
};
const ITEMS_MAX = 10;
const BODY_MAX = 2_000;

/** A message of Slack: a line of text for the notice, with whom to call in front, and one attachment for each notification. */
export function slackMessage(
  { title, items }: Composed,
  language: Language,
  { site, mention }: { site: string; mention: string },
): { text: string; attachments: object[] } {
  const words = wordingIn(language);
  const call = mention === '' ? '' : `${mention} `;
  const attachments = items.slice(0, ITEMS_MAX).map((item) => ({
    color: COLOURS[item.priority],
    fallback: escaped(item.title),
    title: escaped(item.title),
    ...(item.link === null ? {} : { title_link: item.link }),
    text: escaped(item.body).slice(0, BODY_MAX),
    fields: [{ title: words.priority[item.priority], value: '', short: true }],
    footer: escaped(site),
    ts: Math.floor(item.atMs / 1_000),
    mrkdwn_in: [],
  }));
  const rest = items.length - ITEMS_MAX;
  const more = rest > 0 ? ` (${words.more(rest)})` : '';
  return { text: `${call}${escaped(title)}${more}`, attachments };
}

/** What people and sensors named must not become a mention, a link or a command of Slack. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
