import { html } from 'htm/preact';
import type { MadeWebhook } from '#schemas/http/webhooks';
import { Command } from '../../../parts/command.ts';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { notificationWords } from '../../../text/notifications.ts';

const words = notificationWords.site;

/** The one time that the secret of a webhook is seen; Escape does not close it by accident. */
export function WebhookSecret({ made, onClose }: { made: MadeWebhook; onClose: () => void }) {
  return html`<${Dialog} title=${words.secretTitle(made.webhook.name)} onClose=${() => undefined} wide>
    <div class="stack">
      <p>${words.secretLead}</p>
      <${Command} line=${made.secret} />
      <div class="dialog-buttons">
        <button class="button primary" onClick=${onClose}>${words.kept}</button>
      </div>
    </div>
  <//>`;
}
