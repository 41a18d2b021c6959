import { html } from 'htm/preact';
import { SCREEN_LANGUAGES, type ScreenLanguage } from '#schemas/preferences/language';
import { notificationWords } from '../../../text/notifications.ts';
import type { ChoiceDraft } from './choice-draft.ts';

const words = notificationWords.own;
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** In which language and by which clock messages come, and by which ID Slack knows the person. */
export function LanguageChoice({ draft }: { draft: ChoiceDraft }) {
  const { language, timezone, slackMember } = draft.value;
  const put = (changed: Partial<(typeof draft)['value']>) => {
    draft.value = { ...draft.value, ...changed };
  };
  const said = (event: Event) => (event.target as HTMLSelectElement | HTMLInputElement).value;
  return html`<h3>${words.languageTitle}</h3>
    <div class="filter-row">
      <div class="field">
        <label for="told-language">${words.language}</label>
        <select id="told-language" onChange=${(event: Event) => put({ language: (said(event) || null) as ScreenLanguage | null })}>
          <option value="" selected=${language === null}>${words.languages.profile}</option>
          ${SCREEN_LANGUAGES.map((one) => html`<option key=${one} value=${one} selected=${one === language}>${words.languages[one]}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="told-timezone">${words.timezone}</label>
        <select id="told-timezone" onChange=${(event: Event) => put({ timezone: said(event) || null })}>
          <option value="" selected=${timezone === null}>${words.ofProfile}</option>
          ${ZONES.map((zone) => html`<option key=${zone} value=${zone} selected=${zone === timezone}>${zone}</option>`)}
        </select>
      </div>
    </div>
    <h3>${words.slackTitle}</h3>
    <div class="field">
      <label for="slack-member">${words.slackMember}</label>
      <input id="slack-member" type="text" autocomplete="off" spellcheck=${false} maxlength="21" value=${slackMember ?? ''} aria-describedby="slack-member-below"
        onInput=${(event: Event) => put({ slackMember: said(event).trim().toUpperCase() || null })} />
      <p id="slack-member-below" class="hint">${words.slackHint}</p>
    </div>`;
}
