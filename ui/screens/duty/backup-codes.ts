import { html } from 'htm/preact';
import { useApp } from '../../session/app.ts';
import { access } from '../../text/access.ts';
import { text } from '../../text/en.ts';

const words = access.addFactor;

/** Backup codes, shown this once, with ways to keep them. */
export function BackupCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { notices } = useApp();
  const all = `${codes.join('\n')}\n`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(all);
      notices.say(text.copied);
    } catch {
      // Plain HTTP beyond loopback has no clipboard: the codes stay selectable and can be saved.
      notices.failed(text.problem.noClipboard);
    }
  };
  return html`<div class="backup-codes">
    <h2>${words.backupTitle}</h2>
    <p>${words.backupLead}</p>
    <ol>
      ${codes.map((code) => html`<li key=${code}><code>${code}</code></li>`)}
    </ol>
    <div class="row">
      <button class="button" onClick=${copy}>${words.copyAll}</button>
      <a
        class="button"
        href=${`data:text/plain;charset=utf-8,${encodeURIComponent(all)}`}
        download=${words.downloadName}
        >${words.download}</a
      >
    </div>
    <button class="button primary wide" onClick=${onKept}>${words.kept}</button>
  </div>`;
}
