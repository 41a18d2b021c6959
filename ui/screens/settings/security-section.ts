import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FACTOR_ROUTES, type FactorMethod, type FactorState } from '#schemas/http/factors';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Icon } from '../../parts/icon.ts';
import { useLoad } from '../../parts/use-load.ts';
import { accessSteps } from '../../text/access-steps.ts';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { settings } from '../../text/settings.ts';
import { AddTotp } from '../duty/add-totp.ts';
import { BackupCodes } from '../duty/backup-codes.ts';
import { ChangePassword } from '../duty/change-password.ts';
import { AddMessages } from './add-messages.ts';
import { ConnectedAccounts } from './connected-accounts.ts';
import { loadedPart } from './loaded-part.ts';
import { RemoveFactor } from './remove-factor.ts';
import { RenewBackupCodes } from './renew-backup-codes.ts';

const words = settings.security;
type Doing =
  | { kind: 'add'; method: FactorMethod }
  | { kind: 'remove'; method: FactorMethod }
  | { kind: 'backup' }
  | null;

/** So few backup codes are a reason to make new ones. */
const FEW_CODES = 3;

/** Password and second factors. */
export function SecuritySection() {
  const { state, reload } = useLoad((signal) => request(FACTOR_ROUTES.factors, { signal }), []);
  const turn = useSignal(0);
  return loadedPart(
    state.value,
    reload,
    (factors) => html`
      ${
        factors.hasPassword &&
        html`<div class="card" key=${turn.value}>
          <h3>${words.password}</h3>
          <${ChangePassword} onDone=${() => turn.value++} />
        </div>`
      }
      <div class="card"><${Factors} factors=${factors} onChanged=${reload} /></div>
      <${ConnectedAccounts} />
    `,
  );
}

function Factors({ factors, onChanged }: { factors: FactorState; onChanged: () => void }) {
  const doing = useSignal<Doing>(null);
  const start = (next: Doing) => () => {
    doing.value = next;
  };
  const done = () => {
    doing.value = null;
    onChanged();
  };
  const missing = factors.available.filter(
    (method) => !factors.methods.some((own) => own.method === method),
  );
  const isLast = factors.isRequired && factors.methods.length === 1;
  return html`<h3>${words.factors}</h3>
    <p class="muted">${factors.isRequired ? words.required : words.optional}</p>
    <ul class="plain-list">
      ${factors.methods.map(
        ({ method, target, addedMs }) => html`<li key=${method}>
          <span class="grow">
            ${words.methods[method]}${target !== null && ` · ${target}`}
            <br /><small class="muted">${words.since(dateTime(addedMs))}</small>
          </span>
          <button
            class="button"
            disabled=${isLast}
            title=${isLast ? words.lastOne : undefined}
            onClick=${start({ kind: 'remove', method })}
          >
            ${words.remove}<span class="spoken"> ${words.methods[method]}</span>
          </button>
        </li>`,
      )}
      ${missing.map(
        (method) => html`<li key=${method}>
          <span class="grow">${words.methods[method]}</span>
          <button class="button" onClick=${start({ kind: 'add', method })}>
            ${words.add}<span class="spoken"> ${words.methods[method]}</span>
          </button>
        </li>`,
      )}
      ${
        factors.methods.length > 0 &&
        html`<li>
          <span class="grow">
            ${words.backupLeft(factors.backupCodesLeft)}
            ${
              factors.backupCodesLeft <= FEW_CODES &&
              html`<br /><strong class="few"><${Icon} name="warning" />${words.backupFew}</strong>`
            }
          </span>
          <button class="button" onClick=${start({ kind: 'backup' })}>${words.renew}</button>
        </li>`
      }
    </ul>
    <${FactorDialog} doing=${doing.value} factors=${factors} onDone=${done} />`;
}

function FactorDialog({
  doing,
  factors,
  onDone,
}: {
  doing: Doing;
  factors: FactorState;
  onDone: () => void;
}) {
  const codes = useSignal<string[] | null>(null);
  if (codes.value !== null) {
    const kept = () => {
      codes.value = null;
      onDone();
    };
    // Escape does not close it by accident: the codes are shown this once.
    return html`<${Dialog} key="codes" title=${accessSteps.addFactor.backupTitle} onClose=${() => undefined} wide>
      <${BackupCodes} codes=${codes.value} onKept=${kept} />
    <//>`;
  }
  if (doing === null) return null;
  const made = (backupCodes: string[] | null) => {
    if (backupCodes === null) onDone();
    else codes.value = backupCodes;
  };
  const title = doing.kind === 'backup' ? words.renewTitle : words.methods[doing.method];
  const { hasPassword } = factors;
  return html`<${Dialog} title=${title} onClose=${onDone}>
    <div class="stack">
      ${doing.kind === 'add' && doing.method === 'totp' && html`<${AddTotp} hasPassword=${hasPassword} onDone=${made} />`}
      ${
        doing.kind === 'add' &&
        doing.method !== 'totp' &&
        html`<${AddMessages} method=${doing.method} hasPassword=${hasPassword} onDone=${made} />`
      }
      ${doing.kind === 'remove' && html`<${RemoveFactor} method=${doing.method} factors=${factors} onDone=${onDone} />`}
      ${doing.kind === 'backup' && html`<${RenewBackupCodes} hasPassword=${hasPassword} onDone=${made} />`}
      <button class="button quiet" onClick=${onDone}>${text.cancel}</button>
    </div>
  <//>`;
}
