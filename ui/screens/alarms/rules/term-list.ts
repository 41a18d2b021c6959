import { html } from 'htm/preact';
import { Segments } from '../../../parts/segments.ts';
import { ruleForm as words } from '../../../text/alarm-rule-form.ts';
import type { RuleDraft } from './rule-draft.ts';
import { termDraft } from './term-draft.ts';
import { TermFields } from './term-fields.ts';

const TERMS_MAX = 8;

/** The conditions of a rule, and whether all or any of them have to hold. */
export function TermList({ draft: { terms, joint } }: { draft: RuleDraft }) {
  const all = terms.value;
  return html`<fieldset class="stack rule-section">
    <legend>${words.when}</legend>
    ${
      all.length > 1 &&
      html`<${Segments} label=${words.joint} name="rule-joint" value=${joint} choices=${[
        ['all', words.joints.all],
        ['any', words.joints.any],
      ]} />`
    }
    ${all.map(
      (term) => html`<div key=${term.id} class="rule-part">
        <${TermFields} term=${term} />
        ${
          all.length > 1 &&
          html`<button type="button" class="button quiet" onClick=${() => {
            terms.value = all.filter((other) => other !== term);
          }}>${words.remove}</button>`
        }
      </div>`,
    )}
    ${
      all.length < TERMS_MAX &&
      html`<button type="button" class="button" onClick=${() => {
        terms.value = [...all, termDraft({ source: 'significant_change' })];
      }}>${words.moreTerms}</button>`
    }
  </fieldset>`;
}
