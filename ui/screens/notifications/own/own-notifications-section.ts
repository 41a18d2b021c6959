import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useRef } from 'preact/hooks';
import { NOTIFICATION_ROUTES, type OwnNotifications } from '#schemas/http/notifications';
import type { NotificationChoices } from '#schemas/notifications/choices';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { CheckField } from '../../../parts/form/check-field.ts';
import { useUnsavedGuard } from '../../../parts/form/unsaved-guard.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { ChoiceMatrix } from './choice-matrix.ts';
import { DigestChoice } from './digest-choice.ts';
import { LanguageChoice } from './language-choice.ts';
import { OwnTrials } from './own-trials.ts';
import { PlantPart } from './plant-part.ts';
import { PushHere } from './push-here.ts';
import { SpanList } from './span-list.ts';

const words = notificationWords.own;

/** How the person is told: what by which way, when not, of what, and the digest. */
export function OwnNotificationsSection() {
  const turns = useRef(0);
  const { state, reload } = useLoad(async (signal) => {
    const own = await request(NOTIFICATION_ROUTES.ownNotifications, { signal });
    return { own, turn: ++turns.current };
  }, []);
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`;
  }
  const { own, turn } = loaded.value;
  return html`<${Form} key=${turn} own=${own} onSaved=${reload} />
    <${PushHere} own=${own} onChanged=${reload} />
    <${OwnTrials} own=${own} onChanged=${reload} />`;
}

function Form({ own, onSaved }: { own: OwnNotifications; onSaved: () => void }) {
  const { notices } = useApp();
  const draft = useSignal(own.choices);
  const critical = useSignal(own.choices.criticalPasses);
  const values = (): NotificationChoices => ({ ...draft.value, criticalPasses: critical.value });
  const guard = useUnsavedGuard(values);
  const { busy, failure, submit } = useSubmit(async () => {
    await request(NOTIFICATION_ROUTES.chooseNotifications, { body: values() });
    guard.saved();
    notices.done(words.saved);
    onSaved();
  });
  const isChanged = JSON.stringify(values()) !== JSON.stringify(own.choices);
  const discard = () => {
    draft.value = own.choices;
    critical.value = own.choices.criticalPasses;
  };
  return html`<form class="stack" onSubmit=${submit} novalidate>
    <section class="card"><${ChoiceMatrix} draft=${draft} own=${own} /></section>
    <section class="card">
      <h3>${words.quietTitle}</h3>
      <p class="muted">${words.quietLead} ${words.zone(own.timezone)}</p>
      <${SpanList} draft=${draft} part="quiet" label=${words.quietTitle} />
      <${CheckField} label=${words.critical} value=${critical} />
    </section>
    <section class="card">
      <h3>${words.shiftsTitle}</h3>
      <p class="muted">${words.shiftsLead} ${words.zone(own.timezone)}</p>
      <${SpanList} draft=${draft} part="shifts" label=${words.shiftsTitle} />
    </section>
    <section class="card"><${PlantPart} draft=${draft} /></section>
    <section class="card"><${DigestChoice} draft=${draft} own=${own} /></section>
    <section class="card"><${LanguageChoice} draft=${draft} /></section>
    ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
    <div class=${isChanged ? 'form-buttons sticky' : 'form-buttons'}>
      <button class="button primary" disabled=${busy.value || !isChanged}>${busy.value ? words.saving : words.save}</button>
      <button type="button" class="button" disabled=${busy.value || !isChanged} onClick=${discard}>${words.discard}</button>
    </div>
  </form>`;
}
