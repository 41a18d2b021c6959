import type { Priority } from '#schemas/notifications/event-names';
import type { Language } from '#schemas/notifications/words';
import { type Composed, wordingIn } from '../../wording.ts';

const COLOURS: Readonly<Record<Priority, string>> = {
  critical: 'Attention',
  high: 'Warning',
  medium: 'Accent',
  low: 'Default',
};
const ITEMS_MAX = 10;

/** An adaptive card (schema 1.4) in the message that workflows and incoming webhooks of Teams take. */
export function teamsCard(
  { title, priority, items }: Composed,
  language: Language,
  site: string,
): object {
  const words = wordingIn(language);
  const shown = items.slice(0, ITEMS_MAX);
  const rest = items.length - shown.length;
  const [{ link }] = items;
  const body = [
    text(title, { size: 'Large', weight: 'Bolder', color: COLOURS[priority] }),
    ...shown.flatMap((item) => [
      ...(items.length > 1
        ? [text(item.title, { weight: 'Bolder', color: COLOURS[item.priority], separator: true })]
        : []),
      text(item.body),
      {
        type: 'FactSet',
        facts: [
          { title: words.priorityIs, value: words.priority[item.priority] },
          { title: words.time, value: `${new Date(item.atMs).toISOString().slice(0, 19)} UTC` },
        ],
      },
    ]),
    ...(rest > 0 ? [text(words.more(rest), { isSubtle: true })] : []),
    text(site, { isSubtle: true, size: 'Small' }),
  ];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body,
    ...(link === null
      ? {}
      : { actions: [{ type: 'Action.OpenUrl', title: words.open, url: link }] }),
  };
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content },
    ],
  };
}

/** Cards read Markdown in their texts: what people named must not become a link or a picture. */
function text(words: string, more: object = {}): object {
  const plain = words.replace(/[[\]()*_`#<>\\]/g, '\\$&');
  return { type: 'TextBlock', text: plain, wrap: true, ...more };
}
