import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FACTOR_ROUTES, type TotpSetup } from '#schemas/http/factors';
import { request } from '../../http/request.ts';
import { Command } from '../../parts/command.ts';
import { Failure } from '../../parts/failure.ts';
import { CodeField } from '../../parts/form/code-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { PasswordField } from '../../parts/password-field.ts';
import { access } from '../../text/access.ts';
import { BackupCodes } from './backup-codes.ts';

const words = access.addFactor;

/** Sets an authenticator app up: password, picture to scan, first code, and the backup codes to keep. */
export function AddTotp({
  hasPassword = true,
  onDone,
}: {
  hasPassword?: boolean;
  onDone: () => void;
}) {
  const setup = useSignal<TotpSetup | null>(null);
  const codes = useSignal<string[] | null>(null);
  if (codes.value !== null) return html`<${BackupCodes} codes=${codes.value} onKept=${onDone} />`;
  if (setup.value === null) {
    return html`<${Begin}
      hasPassword=${hasPassword}
      onBegun=${(begun: TotpSetup) => {
        setup.value = begun;
      }}
    />`;
  }
  return html`<${Confirm}
    setup=${setup.value}
    onConfirmed=${(made: string[] | null) => {
      if (made === null) onDone();
      else codes.value = made;
    }}
  />`;
}

function Begin({
  hasPassword,
  onBegun,
}: {
  hasPassword: boolean;
  onBegun: (setup: TotpSetup) => void;
}) {
  const password = useSignal('');
  const { busy, failure, submit } = useSubmit(async () => {
    onBegun(await request(FACTOR_ROUTES.beginTotp, { body: { password: password.value || null } }));
  });
  return html`<form class="stack" onSubmit=${submit}>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    ${
      hasPassword &&
      html`<${PasswordField}
        id="totp-password"
        label=${words.password}
        autocomplete="current-password"
        hint=${null}
        invalid=${failure.value !== null}
        onInput=${(value: string) => {
          password.value = value;
        }}
      />`
    }
    <button class="button primary wide" disabled=${busy.value}>
      ${busy.value ? words.beginning : words.begin}
    </button>
  </form>`;
}

function Confirm({
  setup,
  onConfirmed,
}: {
  setup: TotpSetup;
  onConfirmed: (codes: string[] | null) => void;
}) {
  const code = useSignal('');
  const { busy, failure, submit } = useSubmit(async () => {
    const { backupCodes } = await request(FACTOR_ROUTES.confirmTotp, {
      body: { code: code.value },
    });
    onConfirmed(backupCodes);
  });
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(setup.qrSvg)}`;
  return html`<form class="stack" onSubmit=${submit}>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    <p>${words.scan}</p>
    <img class="qr" src=${picture} alt=${words.qr} width="200" height="200" />
    <div class="field">
      <span class="label">${words.secret}</span>
      <${Command} line=${setup.secret} />
    </div>
    <${CodeField} label=${words.code} value=${code} digitsOnly invalid=${failure.value !== null} />
    <button class="button primary wide" disabled=${busy.value}>
      ${busy.value ? words.confirming : words.confirm}
    </button>
  </form>`;
}
