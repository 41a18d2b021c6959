import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { type DeadLetterCause, JOB_ROUTES } from '#schemas/http/jobs';
import { request } from '../../http/request.ts';
import { Sentence } from '../../parts/sentence.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { jobSays } from '../../text/job-says.ts';
import { kindWord, jobWords as words } from '../../text/jobs.ts';
import { age, count } from '../../text/numbers.ts';
import { loadedPart } from '../settings/loaded-part.ts';
import type { ChosenCause } from './chosen-cause.ts';
import { useLive } from './use-live.ts';

interface DeadCausesProps {
  readonly chosen: ChosenCause;
  /** The kind to which the list is narrowed. */
  readonly kind: Signal<string>;
}

/** The dead letters grouped by what they failed of: how many, whose, since when; one of them narrows the list below. */
export function DeadCauses({ chosen, kind }: DeadCausesProps) {
  const { state: loaded, reload } = useLoad(
    (signal) => request(JOB_ROUTES.deadLetterCauses, { signal }),
    [],
  );
  const { state } = useLive(loaded, reload, '');
  return html`${loadedPart(state.value, reload, ({ causes }) => {
    if (causes.length === 0 && chosen.cause.value === '') return null;
    return html`<section class="dead-causes" aria-labelledby="dead-causes-title">
      <h2 id="dead-causes-title">${words.causesTitle}</h2>
      <ul>
        ${causes.map(
          (cause) =>
            html`<${Cause} key=${`${cause.kind} ${cause.cause} ${cause.sentence}`} group=${cause} chosen=${chosen} kind=${kind} />`,
        )}
      </ul>
    </section>`;
  })}`;
}

function Cause({ group, chosen, kind }: DeadCausesProps & { group: DeadLetterCause }) {
  const { now } = useApp();
  const isChosen =
    chosen.cause.value === group.cause &&
    chosen.sentence.value === group.sentence &&
    kind.value === group.kind;
  const turn = () => {
    chosen.cause.value = isChosen ? '' : group.cause;
    chosen.sentence.value = isChosen ? '' : group.sentence;
    kind.value = isChosen ? '' : group.kind;
  };
  return html`<li>
    <button class="dead-cause" aria-pressed=${isChosen} onClick=${turn}>
      <span class="dead-count">${count(group.jobs)}</span>
      <span>
        <span class="strong">${words.causes[group.cause]}</span>
        <span class="dead-sentence"><${Sentence} of=${jobSays(group)} /></span>
        <span class="muted">
          ${kindWord(group.kind)} · ${words.affected(group.people)} · ${words.lastOne(age(group.lastMs, now.value))}
        </span>
      </span>
    </button>
  </li>`;
}
