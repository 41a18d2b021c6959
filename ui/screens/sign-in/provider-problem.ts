import { html } from 'htm/preact';
import type { SsoProblem } from '#schemas/http/sso';
import { Failure } from '../../parts/failure.ts';
import { singleSignOn } from '../../text/single-sign-on.ts';

/** Why single sign-on led back to this page, and whom to ask. */
export function ProviderProblem({
  problem,
  adminContact,
}: {
  problem: SsoProblem;
  adminContact: string;
}) {
  return html`<${Failure}
    title=${singleSignOn.problems[problem]}
    sentence=${singleSignOn.ask(adminContact)}
    retry=${null}
  />`;
}
