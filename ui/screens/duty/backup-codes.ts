import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { copyText } from '../../parts/copy-text.ts';
import { saveFile } from '../../parts/save-file.ts';
import { useApp } from '../../session/app.ts';
import { accessSteps } from '../../text/access-steps.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';

const words = accessSteps.addFactor;

/** Backup codes, shown this once, with ways to keep them. */
export function BackupCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { session, notices } = useApp();
  const list = useRef<HTMLOListElement>(null);
  const state = session.state.value;
  const { name, siteName } =
    state.kind === 'person'
      ? { name: state.info.user.name, siteName: state.info.site.siteName }
      : { name: '', siteName: text.product };
  const head = words.backupHead(name, siteName, dateTime(Date.now()));
  const copy = async () => {
    if (await copyText(`${codes.join('\n')}\n`, list.current)) notices.done(words.copiedAll);
    else notices.failed(text.problem.noClipboard);
  };
  const save = () =>
    saveFile(words.downloadName, 'text/plain', `${head}\r\n\r\n${codes.join('\r\n')}\r\n`);
  return html`<div class="backup-codes">
    <p>${words.backupLead}</p>
    <p class="on-paper">${head}</p>
    <ol ref=${list}>
      ${codes.map((code) => html`<li key=${code}><code>${code}</code></li>`)}
    </ol>
    <div class="row">
      <button class="button" onClick=${copy}>${words.copyAll}</button>
      <button class="button" onClick=${save}>${words.download}</button>
      <button class="button" onClick=${() => print()}>${words.print}</button>
    </div>
    <button class="button primary wide" onClick=${onKept}>${words.kept}</button>
  </div>`;
}
