import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { SETTINGS_ROUTES } from '#schemas/http/settings';
import { request } from '../../http/request.ts';
import { Segments } from '../../parts/segments.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { dateTime, span } from '../../text/numbers.ts';
import { siteSettings } from '../../text/site-settings.ts';

const words = siteSettings.developers;

/** Lets developers work on a site in production for some hours, counts them down, or ends it. */
export function DeveloperSwitch({
  values,
  onChanged,
}: {
  values: Readonly<Record<string, unknown>>;
  onChanged: () => void;
}) {
  const { session, questions, now } = useApp();
  const act = useAct();
  const hours = useSignal<keyof typeof words.choices>('4');
  const { environment, developersUntilMs: untilMs } = values;
  const isOn = typeof untilMs === 'number' && untilMs > now.value;
  const set = async (chosen: number) => {
    const question = { title: words.title, sentence: words.lead, action: words.on };
    if (chosen > 0 && !(await questions.confirm(question))) return;
    await act(async () => {
      await request(SETTINGS_ROUTES.developerOverride, { body: { hours: chosen } });
      onChanged();
      await session.ask();
    });
  };
  if (environment !== 'production') {
    return html`<section class="card">
      <h3>${words.title}</h3>
      <p class="muted">${words.notProduction}</p>
    </section>`;
  }
  return html`<section class="card">
    <h3>${words.title}</h3>
    <p class="muted">${words.lead}</p>
    <p class=${isOn ? 'strong' : ''}>${isOn ? words.until(dateTime(untilMs), span(untilMs - now.value)) : words.off}</p>
    ${
      session.may('setting:edit') &&
      (isOn
        ? html`<div class="form-buttons"><button class="button" onClick=${() => set(0)}>${words.end}</button></div>`
        : html`<div class="form-buttons">
            <${Segments} label=${words.hours} name="developer-hours" value=${hours} choices=${Object.entries(words.choices)} />
            <button class="button" onClick=${() => set(Number(hours.value))}>${words.on}</button>
          </div>`)
    }
  </section>`;
}
