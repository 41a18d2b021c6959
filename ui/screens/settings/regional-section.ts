import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PROFILE_ROUTES } from '#schemas/http/profile';
import type { Regional, Units } from '#schemas/preferences/preferences';
import { request } from '../../http/request.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useApp } from '../../session/app.ts';
import { languageNames } from '../../text/languages.ts';
import { dateTime } from '../../text/numbers.ts';
import { settings } from '../../text/settings.ts';
import { amount } from '../../text/units.ts';
import { Choice } from './choice.ts';
import { useKeeping } from './use-keeping.ts';

const words = settings.regional;
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const UNITS = {
  velocity: ['mm_s', 'in_s'],
  acceleration: ['g', 'm_s2'],
  displacement: ['um', 'mil'],
  temperature: ['c', 'f'],
} as const satisfies { [Name in keyof Units]: readonly Units[Name][] };
const WRITTEN = {
  decimals: ['language', 'point', 'comma'],
  dateFormat: ['iso', 'day_month_year', 'day_slash_month', 'month_slash_day'],
  hours: ['24', '12'],
  firstDay: ['monday', 'sunday', 'saturday'],
} as const satisfies { [Name in keyof Regional]: readonly Regional[Name][] };

/** Language, time zone, units, and how numbers and days are written; in force at once on all screens of the person. */
export function RegionalSection() {
  const { preferences, session } = useApp();
  const { failure, keep } = useKeeping();
  const { units, regional } = preferences;
  return html`
    ${failure.value && html`<p role="alert">${failure.value}</p>`}
    ${session.may('account:own') && html`<div class="card"><${AccountChoices} /></div>`}
    <div class="card">
      <h3>${words.unitsTitle}</h3>
      ${(Object.keys(UNITS) as (keyof Units)[]).map(
        (name) => html`<${Choice}
          key=${name}
          name=${name}
          words=${words[name]}
          value=${units.value[name]}
          choices=${UNITS[name]}
          onChoose=${(value: never) => {
            units.value = { ...units.value, [name]: value };
            void keep({ units: units.value });
          }}
        />`,
      )}
      <p class="hint">${words.unitsNote}</p>
    </div>
    <div class="card">
      <h3>${words.numbersTitle}</h3>
      ${(Object.keys(WRITTEN) as (keyof Regional)[]).map(
        (name) => html`<${Choice}
          key=${name}
          name=${name}
          words=${words[name]}
          value=${regional.value[name]}
          choices=${WRITTEN[name]}
          onChoose=${(value: never) => {
            regional.value = { ...regional.value, [name]: value };
            void keep({ regional: regional.value });
          }}
        />`,
      )}
    </div>
    <${Sample} />
  `;
}

function Sample() {
  const { now } = useApp();
  return html`<div class="card" aria-live="off">
    <p class="label">${words.sample}</p>
    <p class="strong" id="regional-sample">
      ${words.sampleLine(amount(2.31, 'mm/s'), amount(0.482, 'g'), amount(61.4, '°C'), dateTime(now.value))}
    </p>
  </div>`;
}

/** Of the account itself: letters come by them, too. */
function AccountChoices() {
  const { session, notices } = useApp();
  const state = session.state.value;
  const user = state.kind === 'person' ? state.info.user : null;
  const language = useSignal(user?.language?.split('-')[0] ?? '');
  const timezone = useSignal(user?.timezone ?? '');
  const save = async (body: { language?: string | null; timezone?: string | null }) => {
    try {
      await request(PROFILE_ROUTES.editProfile, { body });
      await session.askAnew();
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`
    <${SelectField}
      id="language"
      label=${words.language}
      value=${language}
      choices=${[['', words.browserLanguage], ...Object.entries(languageNames)]}
      onChoose=${(chosen: string) => void save({ language: chosen || null })}
    />
    <p class="hint">${words.languageNote}</p>
    <${SelectField}
      id="regional-timezone"
      label=${words.timezone}
      value=${timezone}
      choices=${[['', words.browserZone], ...ZONES.map((zone) => [zone, zone])]}
      onChoose=${(chosen: string) => void save({ timezone: chosen || null })}
    />
  `;
}
