import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import {
  KEY_LIFETIMES,
  KEY_ROUTES,
  type KeyKind,
  type KeyLifetime,
  type MadeKey,
} from '#schemas/http/keys';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Failure } from '../../parts/failure.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { settings } from '../../text/settings.ts';
import { ScopeChoice } from './scope-choice.ts';

const words = settings.keys;

/** Asks for name, lifetime and scopes of a new key. */
export function NewKeyDialog({
  onMade,
  onClose,
}: {
  onMade: (made: MadeKey) => void;
  onClose: () => void;
}) {
  const { session } = useApp();
  const name = useSignal('');
  const kind = useSignal<KeyKind>('live');
  const lifetime = useSignal<KeyLifetime>('90d');
  const scopes = useSignal<ReadonlySet<Permission>>(new Set());
  const { busy, failure, issues, submit } = useSubmit(async () => {
    if (scopes.value.size === 0) {
      issues.value = { scopes: words.noScopes };
      return;
    }
    const body = {
      name: name.value,
      kind: kind.value,
      lifetime: lifetime.value,
      scopes: [...scopes.value],
    };
    onMade(await request(KEY_ROUTES.makeKey, { body }));
  });
  const own = new Set(PERMISSION_NAMES.filter((one) => session.may(one)));
  return html`<${Dialog} title=${words.make} onClose=${onClose} busy=${busy.value} wide>
    <form class="stack" onSubmit=${submit}>
      ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
      <${TextField} id="key-name" label=${words.name} value=${name} hint=${words.nameHint} error=${issues.value.name ?? null} required autofocus />
      <${SelectField} id="key-kind" label=${words.kind} value=${kind} choices=${[['live', words.kinds.live], ['test', words.kinds.test]]} />
      <${SelectField} id="key-lifetime" label=${words.lifetime} value=${lifetime} choices=${KEY_LIFETIMES.map((one) => [one, words.lifetimes[one]])} />
      <${ScopeChoice} own=${own} scopes=${scopes} wrong=${issues.value.scopes ?? null} />
      <div class="dialog-buttons">
        <button type="button" class="button" disabled=${busy.value} onClick=${onClose}>${text.cancel}</button>
        <button class="button primary" disabled=${busy.value}>${words.make}</button>
      </div>
    </form>
  <//>`;
}
