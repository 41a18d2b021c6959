import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import {
  type CopyDraft,
  PLANT_TRANSFER_ROUTES,
  type PlantPlan,
  type PlantTemplate,
} from '#schemas/http/plant-transfer';
import type { NodeId, TemplateId } from '#schemas/ids/ids';
import { mayStandUnder } from '#schemas/plant/node-kind';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useAct } from '../../parts/use-act.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { useMayAt } from '../../session/use-may-at.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import type { Branch } from '../../websocket/plant-tree.ts';
import type { Editor } from './editor.ts';
import { PlanTable } from './plan-table.ts';

/** "20 pumps like this one": names by a pattern, looked at before anything is made; a machine can be kept as a pattern, too. */
export function CopiesDialog({
  editor,
  of,
  onClose,
}: {
  editor: Editor;
  of: Branch;
  onClose: () => void;
}) {
  const { tree } = useApp();
  const may = useMayAt();
  const from = useSignal<string>(of.id);
  const names = useSignal('');
  const mayBeside = may.node('plant:edit', of.parentId);
  const under = useSignal<string>((mayBeside ? of.parentId : may.parts('plant:edit')[0]) ?? '');
  const plan = useSignal<PlantPlan | null>(null);
  const templates = useTemplates();
  const draft = (dryRun: boolean): CopyDraft => ({
    from: sourceOf(from.value),
    parentId: under.value === '' ? null : (under.value as NodeId),
    names: names.value.trim(),
    dryRun,
  });
  // Whatever is typed after the preview makes it one of something else.
  const seen = useSignal('');
  const written = JSON.stringify(draft(false));
  const isSeen = plan.value !== null && plan.value.errorCount === 0 && seen.value === written;
  const submitting = useSubmit(async () => {
    const body = draft(!isSeen);
    const made = await request(PLANT_TRANSFER_ROUTES.copyNode, {
      body,
      ...(isSeen ? { idempotencyKey: crypto.randomUUID() } : {}),
    });
    plan.value = made;
    seen.value = written;
    if (made.changeId === null) return;
    await editor.did(words.copied(made.created), { changeId: made.changeId });
    onClose();
  });
  const template = templates.items.find(({ templateId }) => templateId === from.value);
  const kind = template?.kind ?? of.node.kind;
  const places = [...tree.branches.value.values()].filter(
    ({ id, node }) => mayStandUnder(kind, node.kind) && may.node('plant:edit', id),
  );
  const mayStandOnTop = mayStandUnder(kind, null) && may.node('plant:edit', null);
  return html`<${FormDialog}
    title=${words.copyTitle(of.node.name)}
    action=${isSeen ? words.copyMake(plan.value?.created ?? 0) : words.copyPreview}
    of=${submitting}
    draft=${() => names.value}
    isReady=${names.value.trim() !== ''}
    wide
    onClose=${onClose}
  >
    <p>${words.copyLead}</p>
    <div class="form-columns">
      <${SelectField}
        id="copy-from"
        label=${words.copyFrom}
        value=${from}
        choices=${[[of.id, of.node.name], ...templates.items.map(({ templateId, name }) => [templateId, words.template(name)])]}
      />
      <${SelectField}
        id="copy-under"
        label=${words.copyUnder}
        value=${under}
        choices=${[
          ...(mayStandOnTop ? [['', words.top]] : []),
          ...places.map(({ id }) => [
            id,
            tree
              .pathOf(id)
              .map(({ node }) => node.name)
              .join(' / '),
          ]),
        ]}
      />
    </div>
    <${TextField} id="copy-names" label=${words.copyNames} value=${names} hint=${words.copyExample(exampleOf(of))} required autofocus />
    <${TemplateButtons}
      of=${of}
      chosen=${template}
      onChanged=${() => {
        from.value = of.id;
        templates.reload();
      }}
    />
    ${plan.value !== null && seen.value === written && html`<${PlanTable} plan=${plan.value} />`}
  <//>`;
}

/** "P-101" suggests "P-{102..121}". */
function exampleOf({ node: { name } }: Branch): string {
  const number = /^(.*?)(\d+)(\D*)$/.exec(name);
  if (number === null) return `${name} {1..20}`;
  const [, before, digits, after] = number;
  const first = Number(digits) + 1;
  const padded = (n: number) => String(n).padStart(digits.length, '0');
  return `${before}{${padded(first)}..${padded(first + 19)}}${after}`;
}

function sourceOf(id: string): CopyDraft['from'] {
  return id.startsWith('nd_') ? { nodeId: id as NodeId } : { templateId: id as TemplateId };
}

function useTemplates(): { items: readonly PlantTemplate[]; reload: () => void } {
  const { state, reload } = useLoad(
    (signal) => request(PLANT_TRANSFER_ROUTES.templates, { signal }),
    [],
  );
  return { items: state.value.kind === 'ready' ? state.value.value.templates : [], reload };
}

function TemplateButtons({
  of,
  chosen,
  onChanged,
}: {
  of: Branch;
  chosen: PlantTemplate | undefined;
  onChanged: () => void;
}) {
  const { notices, session } = useApp();
  const may = useMayAt();
  const attempt = useAct();
  // Patterns are for the whole site: kept from where one may, deleted by whoever may everywhere.
  const mayRemove = session.may('plant:edit');
  if (!may.node('plant:edit', of.id)) return null;
  const keep = () =>
    attempt(async () => {
      const body = { nodeId: of.id, name: of.node.name };
      await request(PLANT_TRANSFER_ROUTES.makeTemplate, { body });
      notices.done(words.templateKept(of.node.name));
      onChanged();
    });
  const remove = ({ templateId }: PlantTemplate) =>
    attempt(async () => {
      await request(PLANT_TRANSFER_ROUTES.removeTemplate, { params: { templateId } });
      notices.done(words.templateRemoved);
      onChanged();
    });
  return html`<div class="plant-ways">
    <button type="button" class="button small" onClick=${() => void keep()}>${words.templateKeep}</button>
    ${chosen !== undefined && mayRemove && html`<button type="button" class="button small" onClick=${() => void remove(chosen)}>${words.templateRemove}</button>`}
  </div>`;
}
