import { html } from 'htm/preact';
import { DiagnosisId } from '#schemas/ids/ids';
import { useTitle } from '../../parts/use-title.ts';
import { useAddress } from '../../session/use-address.ts';
import { diagnoses as words } from '../../text/diagnoses.ts';
import { text } from '../../text/en.ts';
import { DiagnosesList } from './diagnoses-list.ts';
import { DiagnosisPage } from './diagnosis-page.ts';

/** Recordings that were diagnosed, or one of them where the address says so. */
export function DiagnosesScreen() {
  useTitle(words.title);
  const asked = useAddress().get('diagnosis');
  return html`<div class="section whole">
    <h1>${words.title}</h1>
    <${Shown} asked=${asked} />
  </div>`;
}

function Shown({ asked }: { asked: string }) {
  if (asked === '') return html`<${DiagnosesList} />`;
  const diagnosisId = DiagnosisId.safeParse(asked);
  return diagnosisId.success
    ? html`<${DiagnosisPage} key=${asked} diagnosisId=${diagnosisId.data} />`
    : html`<p role="alert">${text.problem.pageNotFound}</p>`;
}
