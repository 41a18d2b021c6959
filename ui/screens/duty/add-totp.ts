import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { FACTOR_ROUTES, type TotpSetup } from '#schemas/http/factors';
import { request } from '../../http/request.ts';
import { Command } from '../../parts/command.ts';
import { CodeField } from '../../parts/form/code-field.ts';
import { FormFailure } from '../../parts/form/form-failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { PasswordField } from '../../parts/password-field.ts';
import { accessSteps } from '../../text/access-steps.ts';

const words = accessSteps.addFactor;

/** Sets an authenticator app up: password, picture to scan, and first code. */
export function AddTotp({
  hasPassword = true,
  onDone,
}: {
  hasPassword?: boolean;
  /** With the backup codes that come with the first factor. */
  onDone: (backupCodes: string[] | null) => void;
}) {
  const setup = useSignal<TotpSetup | null>(null);
  if (setup.value === null) {
    return html`<${Begin}
      hasPassword=${hasPassword}
      onBegun=${(begun: TotpSetup) => {
        setup.value = begun;
      }}
    />`;
  }
  return html`<${Confirm} setup=${setup.value} onConfirmed=${onDone} />`;
}

function Begin({
  hasPassword,
  onBegun,
}: {
  hasPassword: boolean;
  onBegun: (setup: TotpSetup) => void;
}) {
  const password = useSignal('');
  const submitting = useSubmit(async () => {
    onBegun(await request(FACTOR_ROUTES.beginTotp, { body: { password: password.value || null } }));
  });
  const { busy, failure, submit } = submitting;
  return html`<form class="stack" onSubmit=${submit}>
    <${FormFailure} of=${submitting} />
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
  const submitting = useSubmit(async () => {
    const { backupCodes } = await request(FACTOR_ROUTES.confirmTotp, {
      body: { code: code.value },
    });
    onConfirmed(backupCodes);
  });
  const { busy, failure, submit } = submitting;
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(setup.qrSvg)}`;
  return html`<form class="stack" onSubmit=${submit}>
    <${FormFailure} of=${submitting} />
    <p>${words.scan}</p>
    <img class="qr" src=${picture} alt=${words.qr} width="200" height="200" />
    <p class="links"><a href=${setup.uri}>${words.onThisPhone}</a></p>
    <div class="field">
      <span class="label">${words.secret}</span>
      <${Command} line=${setup.secret} />
    </div>
    <${CodeField} label=${words.code} value=${code} digitsOnly sends invalid=${failure.value !== null} />
    <button class="button primary wide" disabled=${busy.value}>
      ${busy.value ? words.confirming : words.confirm}
    </button>
  </form>`;
}
