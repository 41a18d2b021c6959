import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import { ALARM_SOURCES, type AlarmSource } from '#schemas/alarms/alarm-source';
import type { Procedure, ProcedureBody } from '#schemas/alarms/procedure';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';
import { request } from '../../../http/request.ts';
import { CheckField } from '../../../parts/form/check-field.ts';
import { FormDialog } from '../../../parts/form/form-dialog.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextAreaField } from '../../../parts/form/text-area-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { type MayAt, useMayAt } from '../../../session/use-may-at.ts';
import { ruleForm } from '../../../text/alarm-rule-form.ts';
import { ruleWords } from '../../../text/alarm-rules.ts';
import { alarmSetup as words } from '../../../text/alarm-setup.ts';
import { text } from '../../../text/en.ts';
import { PartField, partDraft } from './part-field.ts';

interface ProcedureDialogProps {
  readonly procedure: Procedure | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Writes what is to be done: a line for each step, a line for each link. */
export function ProcedureDialog({ procedure, onDone, onClose }: ProcedureDialogProps) {
  const { notices } = useApp();
  const may = useMayAt();
  const draft = useMemo(() => procedureDraft(procedure, may), []);
  const form = useSubmit(async () => {
    const body = procedureOf(draft) as ProcedureBody;
    if (procedure === null) await request(ALARM_RULE_ROUTES.makeProcedure, { body });
    else {
      const { procedureId, revision } = procedure;
      const changed = { procedure: body, revision };
      await request(ALARM_RULE_ROUTES.editProcedure, { params: { procedureId }, body: changed });
    }
    notices.done(words.kept(draft.name.peek()));
    onDone();
    onClose();
  });
  return html`<${FormDialog}
    title=${procedure === null ? words.newProcedure : ruleForm.editRule(procedure.name)}
    action=${words.save}
    of=${form}
    draft=${() => procedureOf(draft)}
    onClose=${onClose}
    wide
  >
    <${TextField} id="procedure-name" label=${ruleForm.name} value=${draft.name} required autofocus />
    <${PartField} id="procedure-part" value=${draft.part} />
    <div class="rule-row">
      <${SelectField} id="procedure-fault" label=${words.forFault} value=${draft.fault} choices=${[['', words.noneOfThem], ...FAULT_LABELS.map((one) => [one, text.fault[one]] as const)]} />
      <${SelectField} id="procedure-source" label=${words.forSource} value=${draft.source} choices=${[['', words.noneOfThem], ...ALARM_SOURCES.map((one) => [one, ruleWords.sources[one]] as const)]} />
    </div>
    <p class="hint">${words.forHint}</p>
    <${TextAreaField} id="procedure-steps" label=${words.steps} value=${draft.steps} maxLength=${8_000} rows=${6} />
    <${TextAreaField} id="procedure-links" label=${words.links} value=${draft.links} maxLength=${6_000} rows=${3} />
    <${CheckField} label=${words.replaceBuiltIn} value=${draft.replaces} />
  <//>`;
}

function procedureDraft(procedure: Procedure | null, may: MayAt) {
  return {
    name: signal(procedure?.name ?? ''),
    part: partDraft(procedure, may),
    fault: signal<FaultLabel | ''>(procedure?.fault ?? ''),
    source: signal<AlarmSource | ''>(procedure?.source ?? ''),
    steps: signal((procedure?.steps ?? []).join('\n')),
    links: signal((procedure?.links ?? []).map(({ title, url }) => `${title} ${url}`).join('\n')),
    replaces: signal(procedure?.replacesBuiltIn ?? false),
  };
}

const linesOf = (words: string) =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

function procedureOf(draft: ReturnType<typeof procedureDraft>): unknown {
  return {
    name: draft.name.value,
    nodeId: draft.part.value || null,
    fault: draft.fault.value || null,
    source: draft.source.value || null,
    steps: linesOf(draft.steps.value),
    links: linesOf(draft.links.value).map((line) => {
      // The address is the last word; what stands before it is its title.
      const at = line.lastIndexOf(' ');
      return { title: at < 0 ? line : line.slice(0, at).trim(), url: line.slice(at + 1) };
    }),
    replacesBuiltIn: draft.replaces.value,
  };
}
