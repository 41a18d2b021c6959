import { html } from 'htm/preact';
import { SCREEN_LANGUAGES } from '#schemas/preferences/language';
import { chooseLanguage } from '../../session/keep-language.ts';
import { languageNames } from '../../text/languages.ts';

/** The other languages of the screens, each called as its readers call it; the page is loaded anew in the one that is pressed. */
export function LanguageChoice() {
  const here = document.documentElement.lang;
  return html`<p class="language-choice">
    ${SCREEN_LANGUAGES.filter((language) => language !== here).map(
      (language) => html`<button
        key=${language}
        type="button"
        class="button quiet small"
        lang=${language}
        onClick=${() => chooseLanguage(window, language)}
      >
        ${languageNames[language]}
      </button>`,
    )}
  </p>`;
}
