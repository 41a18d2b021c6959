import { z } from 'zod';
import { PageQuery, pageOf } from '#schemas/http/page';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import type { RouteRow } from '#schemas/http/route-row';
import { DiagnosisId, TeamId, UserId } from '#schemas/ids/ids';
import { MachineFacts } from '#schemas/plant/machine-facts';
import { Verdict } from '#schemas/readings/finding';
import { SampleRateHz, SignalUnit, TimeMs } from '#schemas/units/units';

/** The longest recording, in samples: a minute at 12 kHz. */
export const SAMPLES_MAX = 720_000;
const BODY_BYTES_MAX = 4 * 1024 * 1024;

/** Samples as numbers, or packed: little-endian, base64; `scale` turns an int16 count into the unit. */
const Samples = z.union([
  z.array(z.number()).min(1).max(SAMPLES_MAX),
  z.strictObject({
    format: z.enum(['int16', 'float32']),
    base64: z.base64().max(BODY_BYTES_MAX),
    scale: z.number().positive().default(1),
  }),
]);

const Name = z.string().trim().min(1).max(80).regex(PLAIN_NAME, NO_PLAIN_NAME);

/** A recording of one axis, with what is known of the machine. What is not said is unknown, and what needs it is not graded. */
export const DiagnosisRequest = z.strictObject({
  name: Name,
  samples: Samples,
  sampleRateHz: SampleRateHz,
  unit: SignalUnit,
  facts: MachineFacts.partial().default({}),
});
export type DiagnosisRequest = z.infer<typeof DiagnosisRequest>;

export const ShareLevel = z.enum(['viewer', 'editor', 'owner']);
export const DiagnosisShare = z.strictObject({
  subjectId: z.union([UserId, TeamId]),
  subjectName: z.string(),
  level: ShareLevel,
  expiresMs: TimeMs.nullable(),
});
export type DiagnosisShare = z.infer<typeof DiagnosisShare>;

const Spectrum = z.strictObject({ hzPerBin: z.number(), values: z.array(z.number()) });

export const DiagnosisRow = z.strictObject({
  diagnosisId: DiagnosisId,
  name: z.string(),
  createdMs: TimeMs,
  ownerName: z.string(),
  /** What the one who asks may do with it. */
  level: ShareLevel,
  seconds: z.number(),
  condition: Verdict.shape.condition,
  why: z.string(),
  deletedMs: TimeMs.nullable(),
});
export type DiagnosisRow = z.infer<typeof DiagnosisRow>;

export const Diagnosis = DiagnosisRow.extend({
  note: z.string(),
  sampleRateHz: z.number(),
  unit: SignalUnit,
  facts: MachineFacts,
  verdict: Verdict,
  windows: z.number().int(),
  /** Who judged: the hub has rules, and no model. */
  by: z.literal('rules'),
  velocityMmS: z.number().nullable(),
  accelerationG: z.number().nullable(),
  kurtosis: z.number().nullable(),
  spectrum: Spectrum,
  shares: z.array(DiagnosisShare),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

const Params = z.object({ diagnosisId: DiagnosisId });

export const DIAGNOSIS_ROUTES = {
  diagnoses: {
    method: 'GET',
    path: '/api/v1/diagnoses',
    permission: 'diagnosis:read',
    tag: 'diagnoses',
    summary: 'Diagnoses of one’s own and those shared with one, the latest first.',
    query: PageQuery.extend({ state: z.enum(['kept', 'deleted']).default('kept') }),
    answer: pageOf(DiagnosisRow),
  },
  diagnose: {
    method: 'POST',
    path: '/api/v1/diagnoses',
    permission: 'diagnosis:infer',
    tag: 'diagnoses',
    summary: 'Has a recording diagnosed, and keeps what came of it.',
    body: DiagnosisRequest,
    status: 201,
    answer: Diagnosis,
    errors: ['recording_unreadable', 'conflict'],
    idempotent: true,
    bodyBytesMax: BODY_BYTES_MAX,
    limit: 'work',
  },
  diagnosis: {
    method: 'GET',
    path: '/api/v1/diagnoses/:diagnosisId',
    permission: 'diagnosis:read',
    tag: 'diagnoses',
    summary: 'One diagnosis.',
    params: Params,
    answer: Diagnosis,
    errors: ['not_found'],
  },
  editDiagnosis: {
    method: 'PATCH',
    path: '/api/v1/diagnoses/:diagnosisId',
    permission: 'diagnosis:edit',
    tag: 'diagnoses',
    summary: 'Changes the name of a diagnosis, or the note on it.',
    params: Params,
    body: z.strictObject({ name: Name.optional(), note: z.string().max(2_000).optional() }),
    answer: Diagnosis,
    errors: ['not_found', 'forbidden'],
  },
  deleteDiagnosis: {
    method: 'DELETE',
    path: '/api/v1/diagnoses/:diagnosisId',
    permission: 'diagnosis:edit',
    tag: 'diagnoses',
    summary: 'Deletes a diagnosis; for thirty days it can be brought back.',
    params: Params,
    errors: ['not_found', 'forbidden'],
  },
  restoreDiagnosis: {
    method: 'POST',
    path: '/api/v1/diagnoses/:diagnosisId/restore',
    permission: 'diagnosis:edit',
    tag: 'diagnoses',
    summary: 'Brings a deleted diagnosis back.',
    params: Params,
    answer: Diagnosis,
    errors: ['not_found', 'forbidden'],
  },
  shareDiagnosis: {
    method: 'PUT',
    path: '/api/v1/diagnoses/:diagnosisId/shares',
    permission: 'diagnosis:edit',
    tag: 'diagnoses',
    summary: 'Shares a diagnosis with a person or a team, by name.',
    params: Params,
    body: z.strictObject({
      /** The sign-in name of a person, or the name of a team of one’s own. */
      with: z.string().trim().min(1).max(80),
      kind: z.enum(['person', 'team']),
      level: ShareLevel,
      expiresMs: TimeMs.nullable().default(null),
    }),
    answer: Diagnosis,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  unshareDiagnosis: {
    method: 'DELETE',
    path: '/api/v1/diagnoses/:diagnosisId/shares/:subjectId',
    permission: 'diagnosis:edit',
    tag: 'diagnoses',
    summary: 'Shares a diagnosis with somebody no more.',
    params: Params.extend({ subjectId: z.union([UserId, TeamId]) }),
    answer: Diagnosis,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
} as const satisfies Record<string, RouteRow>;
