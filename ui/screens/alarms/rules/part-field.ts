import { type Signal, signal } from '@preact/signals';
import { html } from 'htm/preact';
import { SelectField } from '../../../parts/form/select-field.ts';
import { useApp } from '../../../session/app.ts';
import type { MayAt } from '../../../session/use-may-at.ts';
import { useMayAt } from '../../../session/use-may-at.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { useNameOf } from './use-name-of.ts';

/** For which part of the plant something is set up: the whole site for whoever may that, else a part of one’s own. */
export function PartField({ id, value }: { id: string; value: Signal<string> }) {
  const { session, tree } = useApp();
  const may = useMayAt();
  const nameOf = useNameOf();
  const isFree = session.may('alarm:configure');
  const places = [...tree.branches.value.values()]
    .filter(({ id: nodeId, node }) => {
      const isPlace = node.kind !== 'position' && may.node('alarm:configure', nodeId);
      return isPlace || nodeId === value.value;
    })
    .map(({ id: nodeId }) => [nodeId as string, nameOf(nodeId)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, 'en', { numeric: true }));
  if (isFree && places.length === 0) return null;
  const choices = [...(isFree ? [['', words.wholeSite] as const] : []), ...places];
  return html`<${SelectField} id=${id} label=${words.part} value=${value} choices=${choices} />`;
}

/** What the field begins with: as it is kept; of something new the whole site, or the first part in which one may. */
export function partDraft(
  kept: { readonly nodeId: string | null } | null,
  may: MayAt,
): Signal<string> {
  if (kept !== null) return signal(kept.nodeId ?? '');
  return signal<string>(may.parts('alarm:configure')[0] ?? '');
}
