import { html } from 'htm/preact';
import { SETTINGS_ROUTES } from '#schemas/http/settings';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { dateTime } from '../../text/numbers.ts';

const words = administration.form;
const LONGEST_HOURS = 24;

/** Lets developers work on a site in production for a day, or ends it. */
export function DeveloperSwitch({
  untilMs,
  onChanged,
}: {
  untilMs: unknown;
  onChanged: () => void;
}) {
  const { session, notices, questions, now } = useApp();
  const isOn = typeof untilMs === 'number' && untilMs > now.value;
  const set = async (hours: number) => {
    const title = words.developersTitle;
    const question = { title, sentence: words.developersLead, action: words.developersOn };
    if (hours > 0 && !(await questions.confirm(question))) return;
    try {
      await request(SETTINGS_ROUTES.developerOverride, { body: { hours } });
      onChanged();
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<section class="stack narrow">
    <h3>${words.developersTitle}</h3>
    <p class="muted">${words.developersLead}</p>
    <p role="status">${isOn ? words.developersUntil(dateTime(untilMs)) : words.developersOff}</p>
    ${
      session.may('setting:edit') &&
      html`<div class="row">
        ${
          isOn
            ? html`<button class="button" onClick=${() => set(0)}>${words.developersEnd}</button>`
            : html`<button class="button" onClick=${() => set(LONGEST_HOURS)}>${words.developersOn}</button>`
        }
      </div>`
    }
  </section>`;
}
