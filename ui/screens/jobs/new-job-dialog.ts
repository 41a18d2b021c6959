import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Job, JobRow } from '#schemas/http/jobs';
import { JOB_KIND_NAMES, type JobKindName, jobKind } from '#schemas/jobs/job-kinds';
import { QUEUE_NAMES, QUEUES, type QueueName } from '#schemas/jobs/queues';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { Icon } from '../../parts/icon.ts';
import { Sentence } from '../../parts/sentence.ts';
import { useApp } from '../../session/app.ts';
import { WAITS_FOR_MS } from '../../session/outbox.ts';
import { kindSentence } from '../../text/job-fields.ts';
import { kindWord, jobWords as words } from '../../text/jobs.ts';
import { clockTime } from '../../text/numbers.ts';
import { outboxWords } from '../../text/outbox.ts';
import { ArgumentFields, useArguments } from './argument-fields.ts';
import type { ArgumentValues } from './argument-form.ts';
import { requestOf, useJobDraft, writtenIn } from './job-draft.ts';
import { NeedsFields } from './needs-fields.ts';
import { OrderFields } from './order-fields.ts';
import { useJobSubmission } from './use-job-submission.ts';

/** The one queue of who submits without operating the queues. */
const SUBMITTERS: QueueName = 'evaluation';
const OF_ARGUMENT = 'arguments.';

interface NewJobProps {
  /** What is listed: its agents can be chosen. */
  readonly rows: readonly JobRow[];
  /** What stands in the form at first, for who makes one like another. */
  readonly begin?: { readonly kind: JobKindName; readonly arguments: ArgumentValues };
  readonly onMade: (job: Job) => void;
  readonly onClose: () => void;
}

/** Submits a job: of which kind, with what, in which queue, and what it needs. */
export function NewJobDialog({ rows, begin, onMade, onClose }: NewJobProps) {
  const { notices, session, live, now } = useApp();
  const isOffline = live.state.value.kind === 'waiting';
  const onlyQueue = session.may('job:operate') ? null : SUBMITTERS;
  const draft = useJobDraft(onlyQueue, begin?.kind);
  const kind = draft.kind.value;
  const written = useArguments(kind, kind === begin?.kind ? begin.arguments : undefined);
  const wrongArguments = useSignal<Readonly<Record<string, string>>>({});
  const send = useJobSubmission();
  const submitting = useSubmit(async () => {
    const { values, issues } = written.read();
    wrongArguments.value = issues;
    if (Object.keys(issues).length > 0) throw new Error(words.wrongHere(words.given));
    const job = await send(requestOf(draft, values));
    notices.done(job === null ? outboxWords.kept : words.made);
    onClose();
    if (job !== null) onMade(job);
  });
  const wrong = submitting.issues.value;
  const choose = (next: JobKindName) => {
    draft.queue.value = onlyQueue ?? jobKind(next).queue;
    wrongArguments.value = {};
  };
  const queue = draft.queue.value;
  return html`<${FormDialog}
    title=${words.makeTitle}
    action=${words.submit}
    of=${submitting}
    draft=${() => [writtenIn(draft), written.draft()]}
    wide
    onClose=${onClose}
  >
    <div class="job-form">
      <${SelectField} id="job-kind" label=${words.kind} value=${draft.kind} choices=${JOB_KIND_NAMES.map((one) => [one, kindWord(one)])} onChoose=${choose} />
      <div>
        <${SelectField} id="job-queue" label=${words.queue} value=${draft.queue} choices=${(onlyQueue === null ? QUEUE_NAMES : [onlyQueue]).map((one) => [one, words.queueNames[one]])} error=${wrong.queue ?? null} />
        <p class="hint">${onlyQueue === null ? words.queueHint(QUEUES[queue].priority) : words.queueOnly}</p>
      </div>
    </div>
    ${isOffline && html`<p class="not-up-to-date" role="status"><${Icon} name="offline" />${outboxWords.offlineNow(clockTime(now.value + WAITS_FOR_MS))}</p>`}
    <p><${Sentence} of=${kindSentence(jobKind(kind).says)} /> ${words.effect(words.queueNames[queue], draft.notBefore.value !== '')}</p>
    <fieldset class="job-form">
      <legend>${words.given}</legend>
      <${ArgumentFields} key=${kind} written=${written} issues=${{ ...argumentIssues(wrong), ...wrongArguments.value }} />
    </fieldset>
    <${NeedsFields} draft=${draft} rows=${rows} wrong=${wrong} />
    <${OrderFields} draft=${draft} kind=${jobKind(kind)} wrong=${wrong} />
  <//>`;
}

/** What the hub found wrong with arguments, by the name of the argument. */
export function argumentIssues(
  issues: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(issues)
      .filter(([path]) => path.startsWith(OF_ARGUMENT))
      .map(([path, message]) => [path.slice(OF_ARGUMENT.length).split('.')[0], message]),
  );
}
