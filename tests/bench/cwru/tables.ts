import { CWRU_LABELS, CWRU_SIZES_MIL } from './cwru-windows.ts';
import { mean, type SplitScore } from './evaluate.ts';
import { splitName } from './splits.ts';

const COLUMNS = ['model', 'rules', 'zeroShot'] as const;
const three = (value: number) => value.toFixed(3);

/** The head of the table of splits. */
export function splitHead(): string {
  const labels = CWRU_LABELS.map((label) => label.padStart(10)).join(' ');
  return `held out           model ${labels}   rules  zero-shot`;
}

/** One split's row: macro AUROC of the model, its three labels, then rules and zero-shot. */
export function splitRow({ split, model, rules, zeroShot }: SplitScore): string {
  const labels = model.map((value) => three(value).padStart(10)).join(' ');
  return `${splitName(split)}  ${three(mean(model))} ${labels}   ${three(mean(rules))}  ${three(mean(zeroShot))}`;
}

/** Where the score is lost: mean AUROC of each label over the splits that hold out each size of it. */
export function sizeTable(scores: readonly SplitScore[]): string {
  const rows = CWRU_LABELS.flatMap((label, i) =>
    CWRU_SIZES_MIL.map((size) => {
      const held = scores.filter((score) => score.split[label] === size);
      const values = COLUMNS.map((name) => three(mean(held.map((score) => score[name][i]!))));
      const name = `${label} 0.0${String(size).padStart(2, '0')}"`;
      return `${name.padEnd(18)} ${values.map((value) => value.padStart(9)).join(' ')}`;
    }),
  );
  return [`${'label, held-out'.padEnd(18)}     model     rules zero-shot`, ...rows].join('\n');
}
