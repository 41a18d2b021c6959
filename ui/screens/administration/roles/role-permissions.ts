import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { PERMISSION_NAMES, type Permission } from '#schemas/access/permissions';
import type { RoleInfo } from '#schemas/http/rights';
import { useApp } from '../../../session/app.ts';
import { rightWords } from '../../../text/rights.ts';
import { roles as words } from '../../../text/roles.ts';

/** What a role may of its own, resource by resource: what it inherits is ticked already, what one may not oneself cannot be given. */
export function RolePermissions({
  roles,
  inherits,
  chosen,
}: {
  roles: readonly RoleInfo[];
  inherits: readonly string[];
  chosen: Signal<readonly Permission[]>;
}) {
  const { session } = useApp();
  const inherited = new Set(
    roles.filter(({ key }) => inherits.includes(key)).flatMap(({ effective }) => effective),
  );
  const byResource = Map.groupBy(PERMISSION_NAMES, (name) => name.split(':')[0]);
  const turn = (permission: Permission, isOn: boolean) => {
    const others = chosen.value.filter((other) => other !== permission);
    chosen.value = PERMISSION_NAMES.filter(
      (one) => others.includes(one) || (isOn && one === permission),
    );
  };
  return html`<div class="role-rights">
    <p class="label">${words.permissions}</p>
    ${[...byResource].map(
      ([resource, names]) => html`<fieldset key=${resource}>
        <legend>${resource}</legend>
        ${names.map((permission) => {
          const isInherited = inherited.has(permission);
          const isOwn = chosen.value.includes(permission);
          const isOutOfReach = !session.may(permission) && !isOwn;
          const note = isInherited ? words.inheritedHint : isOutOfReach ? words.notYours : null;
          return html`<label class="check" key=${permission}>
            <input
              type="checkbox"
              checked=${isOwn || isInherited}
              disabled=${(isInherited && !isOwn) || isOutOfReach}
              onChange=${(event: Event) => turn(permission, (event.target as HTMLInputElement).checked)}
            /><span>${rightWords[permission]}${note !== null && html`<small>${note}</small>`}</span>
          </label>`;
        })}
      </fieldset>`,
    )}
  </div>`;
}
