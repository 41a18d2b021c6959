import type { Diagnosis } from '#schemas/http/diagnoses';

/** What each part of the page is given. */
export interface DiagnosisPartProps {
  readonly diagnosis: Diagnosis;
  readonly onChanged: () => void;
}
