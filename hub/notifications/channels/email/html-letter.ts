import type { Priority } from '#schemas/notifications/event-names';
import type { Language } from '#schemas/notifications/words';

const COLOURS: Readonly<Record<Priority, string>> = {
  critical: '#b3261e',
  high: '#b45309',
  medium: '#8a6d00',
  low: '#5b6770',
};

/** Text that is safe between tags and inside quotes. */
export function escapedHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** A paragraph of plain text; its line breaks stay. */
export function paragraph(text: string, style = ''): string {
  return `<p style="margin:0 0 12px;${style}">${escapedHtml(text).replace(/\r?\n/g, '<br>')}</p>`;
}

/** A heading with a stripe in the colour of its priority; the word for it stands beside, so that colour is not all that says it. */
export function prioritised(title: string, priority: Priority, word: string): string {
  const colour = COLOURS[priority];
  return `<h2 style="margin:20px 0 8px;padding-left:10px;border-left:4px solid ${colour};font-size:17px">${escapedHtml(title)}
    <span style="font-weight:normal;color:${colour};font-size:13px">${escapedHtml(word)}</span></h2>`;
}

/** A button that leads somewhere; only addresses of the web. */
export function linkButton(url: string, word: string): string {
  if (!/^https?:\/\//.test(url)) return '';
  return `<p style="margin:0 0 12px"><a href="${escapedHtml(url)}" style="display:inline-block;padding:10px 16px;background:#1f4e8c;color:#ffffff;text-decoration:none;border-radius:4px">${escapedHtml(word)}</a></p>`;
}

/** The page around the parts of a letter, with nothing in it that is fetched from elsewhere. */
export function htmlPage(
  {
    title,
    site,
    foot,
    language,
  }: { title: string; site: string; foot: string; language: Language },
  parts: readonly string[],
): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapedHtml(title)}</title></head>
<body style="margin:0;padding:0;background:#eef1f4;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45;color:#1d2329">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="max-width:600px;width:100%;background:#ffffff;border-radius:6px"><tr><td style="padding:24px">
<p style="margin:0 0 16px;color:#5b6770;font-size:13px">${escapedHtml(site)}</p>
${parts.join('\n')}
<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #dde2e6;color:#5b6770;font-size:13px">${escapedHtml(foot)}</p>
</td></tr></table></td></tr></table></body></html>
`;
}
