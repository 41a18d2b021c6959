import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type AreaRight, RIGHTS_ROUTES, type Subject } from '#schemas/http/rights';
import { TeamId, UserId } from '#schemas/ids/ids';
import { request } from '../../../http/request.ts';
import { ExpiryField } from '../../../parts/form/expiry-field.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { type Pick, PickField } from '../../../parts/form/pick-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { areas as words } from '../../../text/roles.ts';
import { findPeople, findTeams } from '../people/find-people.ts';
import { roleChoices, useRoles } from '../roles/role-names.ts';
import { type PlantPart, partsLike } from './plant-parts.ts';

/** Asks who gets which role in which area, until when; or, of a right that is there, only what it becomes. */
export function AreaRightDialog({
  of,
  parts,
  onGiven,
  onClose,
}: {
  of: 'new' | AreaRight;
  parts: readonly PlantPart[];
  onGiven: () => void;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const roles = useRoles();
  const given = of === 'new' ? null : of;
  const part = useSignal<Pick | null>(
    given === null ? firstOf(parts) : { id: given.area, word: given.areaName },
  );
  const kind = useSignal<'person' | 'team'>('person');
  const picked = useSignal<Pick | null>(null);
  const role = useSignal(given?.role ?? 'operator');
  const expiresMs = useSignal<number | null>(given?.expiresMs ?? null);
  const subject = (): Subject | null => {
    if (given !== null) return given.subject;
    if (picked.value === null) return null;
    const { id } = picked.value;
    return kind.value === 'person'
      ? { kind: 'person', id: UserId.parse(id) }
      : { kind: 'team', id: TeamId.parse(id) };
  };
  const submitting = useSubmit(async () => {
    const chosen = subject();
    if (chosen === null || part.value === null) return;
    const body = { subject: chosen, role: role.value, expiresMs: expiresMs.value };
    const right = await request(RIGHTS_ROUTES.setAreaRight, {
      params: { area: part.value.id },
      body,
    });
    notices.done(words.given(right.subjectName, right.areaName));
    onGiven();
    onClose();
  });
  return html`<${FormDialog}
    title=${given === null ? words.addTitle : `${given.subjectName}, ${given.areaName}`}
    action=${given === null ? words.add : words.extend}
    of=${submitting}
    draft=${() => [part.value?.id, kind.value, picked.value, role.value, expiresMs.value]}
    isReady=${subject() !== null && part.value !== null}
    onClose=${onClose}
  >
    ${
      given === null &&
      html`<${PickField}
          id="area-area"
          label=${words.part}
          value=${part}
          find=${(typed: string) => Promise.resolve(partsLike(parts, typed))}
          hint=${words.partHint}
        />
        <${SelectField}
          id="area-kind"
          label=${words.kind}
          value=${kind}
          choices=${Object.entries(words.kinds)}
          onChoose=${() => {
            picked.value = null;
          }}
        />
        <${PickField}
          key=${kind.value}
          id="area-subject"
          label=${words.pick[kind.value]}
          value=${picked}
          find=${kind.value === 'person' ? findPeople : findTeams}
          hint=${words.pickHint}
        />`
    }
    <${SelectField} id="area-role" label=${words.role} value=${role} choices=${roleChoices(roles)} />
    <p class="hint">${words.roleHint}</p>
    <${ExpiryField} id="area-until" value=${expiresMs} />
  <//>`;
}

/** The first there is stands chosen. */
function firstOf([first]: readonly PlantPart[]): Pick | null {
  return first === undefined ? null : { id: first.scope, word: first.name };
}
