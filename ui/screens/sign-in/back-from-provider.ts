import { SecondFactorMethod as Method, type SecondFactorMethod } from '#schemas/http/access';
import { SsoProblem } from '#schemas/http/sso';

/** With what single sign-on comes back to the sign-in page. */
export type BackFromProvider =
  | { readonly kind: 'problem'; readonly problem: SsoProblem }
  | {
      readonly kind: 'second_factor';
      readonly challenge: string;
      readonly methods: SecondFactorMethod[];
    };

/** What the fragment says, which the hub wrote; null for any other. */
export function backFromProvider(hash: string): BackFromProvider | null {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const problem = SsoProblem.safeParse(said.get('sso'));
  if (problem.success) return { kind: 'problem', problem: problem.data };
  const challenge = said.get('challenge') ?? '';
  const methods = (said.get('methods') ?? '')
    .split(',')
    .filter((one): one is SecondFactorMethod => Method.safeParse(one).success);
  if (challenge === '' || methods.length === 0) return null;
  return { kind: 'second_factor', challenge, methods };
}
