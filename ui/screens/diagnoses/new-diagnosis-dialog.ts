import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { DIAGNOSIS_ROUTES, type Diagnosis, SAMPLES_MAX } from '#schemas/http/diagnoses';
import type { IsoGroup, Support } from '#schemas/plant/machine-facts';
import { SignalUnit } from '#schemas/units/units';
import { BEARING_CATALOGUE } from '#signal/bearings/catalogue';
import { request } from '../../http/request.ts';
import { FileField } from '../../parts/form/file-field.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { useApp } from '../../session/app.ts';
import { diagnoses as words } from '../../text/diagnoses.ts';
import { count, span } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { packed, type ReadRecording, readRecording } from './recording-file.ts';

type Chosen = { readonly name: string } & ReadRecording;

const BEARINGS = [
  ['', words.unknown],
  ...BEARING_CATALOGUE.map(({ geometry: { designation }, standing }) => [
    designation,
    standing === 'nominal' ? `${designation} ${pointWords.nominal}` : designation,
  ]),
];

const geometryOf = (designation: string) =>
  BEARING_CATALOGUE.find(({ geometry }) => geometry.designation === designation)?.geometry ?? null;

/** Hands a recording in: the file, what its numbers mean, and what is known of the machine. */
export function NewDiagnosisDialog({
  onMade,
  onClose,
}: {
  onMade: (made: Diagnosis) => void;
  onClose: () => void;
}) {
  const { notices } = useApp();
  const name = useSignal('');
  const rate = useSignal('');
  const unit = useSignal<SignalUnit>('g');
  const speed = useSignal('');
  const bearing = useSignal('');
  const isoGroup = useSignal<IsoGroup | ''>('');
  const support = useSignal<Support | ''>('');
  const chosen = useSignal<Chosen | null>(null);
  const file = chosen.value;
  const isReady = file?.kind === 'read' && Number(rate.value) > 0;
  const choose = async (picked: File) => {
    chosen.value = { name: picked.name, ...readRecording(await picked.text()) };
    name.value ||= picked.name.replace(/\.\w+$/, '').slice(0, 80);
  };
  const submitting = useSubmit(async () => {
    if (file?.kind !== 'read') return;
    const made = await request(DIAGNOSIS_ROUTES.diagnose, {
      body: {
        name: name.value,
        samples: packed(file.samples),
        sampleRateHz: Number(rate.value),
        unit: unit.value,
        facts: {
          speedRpm: speed.value === '' ? null : Number(speed.value),
          bearing: geometryOf(bearing.value),
          isoGroup: isoGroup.value || null,
          support: support.value || null,
        },
      },
    });
    notices.done(words.made(made.name));
    onClose();
    onMade(made);
  });
  const wrong = submitting.issues.value;
  return html`<${FormDialog}
    title=${words.makeTitle}
    action=${words.make}
    of=${submitting}
    draft=${() => [name.value, rate.value, unit.value, speed.value, bearing.value, isoGroup.value, support.value, file?.name]}
    isReady=${isReady}
    onClose=${onClose}
  >
    <${FileField} id="diagnosis-file" label=${words.file} hint=${words.drop} accept=".csv,.txt,text/plain,text/csv" onFile=${choose} />
    ${file !== null && html`<p role="status" class=${file.kind === 'read' ? '' : 'hint wrong'}>${sentenceOf(file, Number(rate.value))}</p>`}
    <${TextField} id="diagnosis-name" label=${words.name} value=${name} error=${wrong.name ?? null} required />
    <${NumberField} id="diagnosis-rate" label=${words.rate} value=${rate} unit="Hz" min=${1} error=${wrong.sampleRateHz ?? null} />
    <${SelectField} id="diagnosis-unit" label=${words.unit} value=${unit} choices=${SignalUnit.options.map((one) => [one, pointWords.units[one]])} />
    <${NumberField} id="diagnosis-speed" label=${words.speed} value=${speed} unit="r/min" min=${1} error=${wrong['facts.speedRpm'] ?? null} />
    <${SelectField} id="diagnosis-bearing" label=${pointWords.bearing} value=${bearing} choices=${BEARINGS} />
    <${SelectField} id="diagnosis-group" label=${pointWords.isoGroup} value=${isoGroup} choices=${[['', words.unknown], ...Object.entries(pointWords.isoGroups)]} />
    <${SelectField} id="diagnosis-support" label=${pointWords.support} value=${support} choices=${[['', words.unknown], ...Object.entries(pointWords.supports)]} />
  <//>`;
}

function sentenceOf(file: Chosen, rateHz: number): string {
  switch (file.kind) {
    case 'read': {
      const seconds = rateHz > 0 ? span((file.samples.length / rateHz) * 1000) : '–';
      return words.fileTaken(file.name, count(file.samples.length), seconds);
    }
    case 'odd':
      return words.fileOdd(file.line);
    case 'long':
      return words.fileLong(count(SAMPLES_MAX));
    case 'empty':
      return words.fileEmpty;
  }
}
