import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type ImportAnswer, PEOPLE_ROUTES } from '#schemas/http/people';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { FileField } from '../../../parts/form/file-field.ts';
import { useUnsavedGuard } from '../../../parts/form/unsaved-guard.ts';
import { Icon } from '../../../parts/icon.ts';
import { saveFile } from '../../../parts/save-file.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress } from '../../../session/use-address.ts';
import { people, person } from '../../../text/people.ts';
import { confirmed } from '../confirmed.ts';
import { ImportDone } from './import-done.ts';
import { ImportInvite } from './import-invite.ts';
import { ImportRows } from './import-rows.ts';

const words = people.import_;
const TEMPLATE = `name,email,full_name,role\r\nolga,olga@plant.example,Olga Ohm,operator\r\n`;
/** As many as the hub takes. */
const CHARACTERS_MAX = 400_000;

type Step =
  | { kind: 'choose'; failure: string | null }
  | { kind: 'looking'; name: string }
  | { kind: 'looked'; name: string; csv: string; rows: ImportAnswer['rows'] }
  | { kind: 'done'; rows: ImportAnswer['rows'] };

/** A file of new accounts: chosen, looked at row by row, and only then taken in, as a whole or not at all. */
export function ImportPeople() {
  const address = useAddress();
  const step = useSignal<Step>({ kind: 'choose', failure: null });
  const at = step.value;
  const choose = async (file: File) => {
    if (file.size > CHARACTERS_MAX) {
      step.value = { kind: 'choose', failure: words.tooLarge };
      return;
    }
    step.value = { kind: 'looking', name: file.name };
    try {
      const csv = await file.text();
      const { rows } = await request(PEOPLE_ROUTES.importPeople, { body: { csv, dryRun: true } });
      step.value = { kind: 'looked', name: file.name, csv, rows };
    } catch (error) {
      step.value = { kind: 'choose', failure: (error as Error).message };
    }
  };
  return html`<p>
      <a class="way-back" href=${address.with({ view: '' })}><${Icon} name="back" />${words.back}</a>
    </p>
    <h3>${words.title}</h3>
    ${
      at.kind === 'choose' &&
      html`<${Choose} failure=${at.failure} onFile=${choose} />
        <${ImportInvite}
          onKept=${(rows: ImportAnswer['rows']) => {
            step.value = { kind: 'done', rows };
          }}
        />`
    }
    ${at.kind === 'looking' && html`<p role="status">${words.looking}</p>`}
    ${
      at.kind === 'looked' &&
      html`<${Looked}
        step=${at}
        onKept=${(rows: ImportAnswer['rows'], isKept: boolean) => {
          step.value = isKept ? { kind: 'done', rows } : { ...at, rows };
        }}
        onBack=${() => {
          step.value = { kind: 'choose', failure: null };
        }}
      />`
    }
    ${at.kind === 'done' && html`<${ImportDone} rows=${at.rows} />`}`;
}

function Choose({ failure, onFile }: { failure: string | null; onFile: (file: File) => void }) {
  return html`<p class="lead">${words.lead}</p>
    ${failure !== null && html`<${Failure} title=${failure} sentence="" retry=${null} />`}
    <${FileField} id="import-file" label=${words.choose} hint=${words.drop} accept=".csv,text/csv" onFile=${onFile} />
    <p>
      <button class="button" onClick=${() => saveFile('tremolo-people.csv', 'text/csv', TEMPLATE)}>
        ${words.template}
      </button>
    </p>`;
}

function Looked({
  step: { csv, rows, name },
  onKept,
  onBack,
}: {
  step: Extract<Step, { kind: 'looked' }>;
  onKept: (rows: ImportAnswer['rows'], isKept: boolean) => void;
  onBack: () => void;
}) {
  const { questions } = useApp();
  const attempt = useAct();
  const isBusy = useSignal(false);
  // Who leaves now would never see the links that are being made.
  useUnsavedGuard(() => isBusy.value);
  const bad = rows.filter(({ errors }) => errors.length > 0).length;
  const keep = async () => {
    isBusy.value = true;
    await attempt(async () => {
      const send = (confirm: boolean) =>
        request(PEOPLE_ROUTES.importPeople, { body: { csv, dryRun: false, confirm } });
      const question = {
        title: words.title,
        sentence: `${words.sure} ${person.access.governs}`,
        action: words.action(rows.length),
        isDanger: true,
      };
      const answer = await confirmed(send, () => questions.confirm(question));
      if (answer !== null) onKept(answer.rows, answer.kept);
    });
    isBusy.value = false;
  };
  return html`<p class="strong" role="status">
      ${name}: ${bad === 0 ? words.ready(rows.length) : words.wrong(bad, rows.length)}
    </p>
    <div class="row">
      <button class="button primary" disabled=${bad > 0 || isBusy.value} onClick=${keep}>
        ${isBusy.value ? words.importing : words.action(rows.length)}
      </button>
      <button class="button" disabled=${isBusy.value} onClick=${onBack}>${words.another}</button>
    </div>
    <${ImportRows} rows=${rows} />`;
}
