import { z } from 'zod';
import {
  Capture,
  CaptureLabelName,
  CaptureRow,
  CaptureState,
  CaptureTrigger,
  Confidence,
} from '#schemas/captures/capture';
import { CaptureRule, CaptureRuleEdit, CaptureWindow } from '#schemas/captures/rule';
import { CaptureStorage } from '#schemas/captures/storage';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { AlarmId, CaptureId, CaptureRuleId, PointId } from '#schemas/ids/ids';
import { Condition } from '#schemas/readings/finding';

/** Points that one capture takes at once: more than any machine has. */
export const CAPTURE_POINTS_MAX = 64;
/** Captures that one request changes. */
export const CAPTURES_AT_ONCE = 200;

/** Formats that a capture is taken out in; a sound file holds one point. */
export const EXPORT_FORMATS = ['wav', 'csv', 'mat', 'parquet'] as const;
export const ExportFormat = z.enum(EXPORT_FORMATS);
export type ExportFormat = z.infer<typeof ExportFormat>;

const MakeCapture = z.strictObject({
  pointIds: z.array(PointId).min(1).max(CAPTURE_POINTS_MAX),
  window: CaptureWindow,
  note: z.string().trim().max(500).default(''),
});
export type MakeCapture = z.infer<typeof MakeCapture>;

const LabelEdit = z.strictObject({
  label: CaptureLabelName,
  pointId: PointId.nullable().default(null),
  confidence: Confidence,
  note: z.string().trim().max(500).default(''),
});
export type LabelEdit = z.infer<typeof LabelEdit>;

const CaptureIds = z.array(CaptureId).min(1).max(CAPTURES_AT_ONCE);

/** Sorted by `at`, `machine`, `trigger`, `condition`, `speed` or `bytes`. */
export const CaptureQuery = PageQuery.extend({
  machine: z.string().max(80).optional(),
  area: z.string().max(80).optional(),
  pointId: PointId.optional(),
  alarmId: AlarmId.optional(),
  trigger: CaptureTrigger.optional(),
  state: CaptureState.optional(),
  condition: Condition.optional(),
  label: CaptureLabelName.optional(),
  isLabelled: z.enum(['true', 'false']).optional(),
  isProtected: z.enum(['true', 'false']).optional(),
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
});
export type CaptureQuery = z.infer<typeof CaptureQuery>;

const Params = z.object({ captureId: CaptureId });
const Changed = z.strictObject({ changed: z.number().int().nonnegative() });

export const CAPTURE_ROUTES = {
  captures: {
    method: 'GET',
    path: '/api/v1/captures',
    permission: 'capture:read',
    within: 'sight',
    tag: 'captures',
    summary: 'Captured waveforms, the latest first.',
    query: CaptureQuery,
    answer: pageOf(CaptureRow),
  },
  captureStorage: {
    method: 'GET',
    path: '/api/v1/captures/storage',
    permission: 'capture:read',
    tag: 'captures',
    summary: 'What captures take up, what their limits are, and what is removed next.',
    answer: CaptureStorage,
  },
  captureRules: {
    method: 'GET',
    path: '/api/v1/captures/rules',
    permission: 'capture:read',
    within: 'sight',
    tag: 'captures',
    summary: 'Rules by which captures are made: on a timer, or when the speed comes into a band.',
    answer: z.strictObject({ rules: z.array(CaptureRule) }),
  },
  addCaptureRule: {
    method: 'POST',
    path: '/api/v1/captures/rules',
    permission: 'capture:read',
    within: { 'body.nodeId': 'node' },
    alsoIn: 'capture:make',
    tag: 'captures',
    summary: 'Makes a rule: with capture:make, everywhere or within the part of the plant.',
    body: CaptureRuleEdit,
    status: 201,
    answer: CaptureRule,
    errors: ['not_found', 'forbidden', 'conflict'],
  },
  editCaptureRule: {
    method: 'PUT',
    path: '/api/v1/captures/rules/:ruleId',
    permission: 'capture:read',
    within: { 'params.ruleId': 'capture_rule', 'body.nodeId': 'node' },
    alsoIn: 'capture:make',
    tag: 'captures',
    summary: 'Changes a rule.',
    params: z.object({ ruleId: CaptureRuleId }),
    body: CaptureRuleEdit,
    answer: CaptureRule,
    errors: ['not_found', 'forbidden'],
  },
  deleteCaptureRule: {
    method: 'DELETE',
    path: '/api/v1/captures/rules/:ruleId',
    permission: 'capture:read',
    within: { 'params.ruleId': 'capture_rule' },
    alsoIn: 'capture:make',
    tag: 'captures',
    summary: 'Deletes a rule; what it captured stays.',
    params: z.object({ ruleId: CaptureRuleId }),
    errors: ['not_found', 'forbidden'],
  },
  capture: {
    method: 'GET',
    path: '/api/v1/captures/:captureId',
    permission: 'capture:read',
    within: { 'params.captureId': 'capture' },
    tag: 'captures',
    summary: 'One capture: its points, what each gave, its labels.',
    params: Params,
    answer: Capture,
    errors: ['not_found'],
  },
  captureSamples: {
    method: 'GET',
    path: '/api/v1/captures/:captureId/tracks/:pointId',
    permission: 'capture:read',
    within: { 'params.captureId': 'capture' },
    tag: 'captures',
    summary:
      'The samples of one point as they are stored: a track file, compressed with zstd where the browser takes that.',
    params: Params.extend({ pointId: PointId }),
    media: 'application/octet-stream',
    errors: ['not_found'],
  },
  exportCapture: {
    method: 'GET',
    path: '/api/v1/captures/:captureId/export',
    permission: 'capture:read',
    within: { 'params.captureId': 'capture' },
    tag: 'captures',
    summary: 'Samples as a file for other programs: .wav of one point; .csv, .mat or Parquet.',
    params: Params,
    query: z.object({ format: ExportFormat, pointId: PointId.optional() }),
    media: 'application/octet-stream',
    limit: 'work',
    errors: ['not_found'],
  },
  makeCapture: {
    method: 'POST',
    path: '/api/v1/captures',
    permission: 'capture:read',
    within: { 'body.pointIds': 'point' },
    alsoIn: 'capture:make',
    tag: 'captures',
    summary:
      'Captures points now: with capture:make, everywhere or in their areas. Samples come in when the window has passed.',
    body: MakeCapture,
    status: 202,
    answer: Capture,
    idempotent: true,
    limit: 'work',
    errors: ['not_found', 'forbidden', 'conflict', 'storage_full'],
  },
  labelCaptures: {
    method: 'POST',
    path: '/api/v1/captures/labels',
    permission: 'capture:read',
    within: { 'body.captureIds': 'capture' },
    alsoIn: 'capture:label',
    tag: 'captures',
    summary:
      'Says what holds in captures: with capture:label, everywhere or in their areas. Labelled ones are protected, and trainings learn from them.',
    body: z.strictObject({ captureIds: CaptureIds, label: LabelEdit }),
    answer: Changed,
    errors: ['not_found', 'forbidden'],
  },
  unlabelCaptures: {
    method: 'DELETE',
    path: '/api/v1/captures/:captureId/labels/:label',
    permission: 'capture:read',
    within: { 'params.captureId': 'capture' },
    alsoIn: 'capture:label',
    tag: 'captures',
    summary: 'Takes a label back.',
    params: Params.extend({ label: CaptureLabelName }),
    query: z.object({ pointId: PointId.optional() }),
    errors: ['not_found', 'forbidden'],
  },
  protectCaptures: {
    method: 'POST',
    path: '/api/v1/captures/protection',
    permission: 'capture:read',
    within: { 'body.captureIds': 'capture' },
    alsoIn: 'capture:label',
    tag: 'captures',
    summary: 'Protects captures from retention and deletion, or no more.',
    body: z.strictObject({ captureIds: CaptureIds, isProtected: z.boolean() }),
    answer: Changed,
    errors: ['not_found', 'forbidden'],
  },
  noteCapture: {
    method: 'PATCH',
    path: '/api/v1/captures/:captureId',
    permission: 'capture:read',
    within: { 'params.captureId': 'capture' },
    alsoIn: 'capture:label',
    tag: 'captures',
    summary: 'Changes the note on a capture.',
    params: Params,
    body: z.strictObject({ note: z.string().trim().max(500) }),
    answer: Capture,
    errors: ['not_found', 'forbidden'],
  },
  makeCaptureSet: {
    method: 'POST',
    path: '/api/v1/captures/sets',
    permission: 'job:submit',
    tag: 'captures',
    summary:
      'Makes a set of labelled captures that jobs learn from or are scored on: the same captures and labels give the same set.',
    body: z.strictObject({ captureIds: CaptureIds }),
    answer: z.strictObject({
      /** The set’s name: what `captures` of a job is given. */
      sha256: z.string(),
      captures: z.number().int().nonnegative(),
      tracks: z.number().int().nonnegative(),
    }),
    errors: ['not_found', 'conflict'],
  },
  deleteCaptures: {
    method: 'POST',
    path: '/api/v1/captures/deletion',
    permission: 'capture:read',
    within: { 'body.captureIds': 'capture' },
    alsoIn: 'capture:delete',
    tag: 'captures',
    summary:
      'Deletes captures for good and gives their space back: with capture:delete, everywhere or in their areas. Protected ones stay.',
    body: z.strictObject({ captureIds: CaptureIds }),
    answer: z.strictObject({
      deleted: z.number().int().nonnegative(),
      /** Of those asked for, how many are protected. */
      kept: z.number().int().nonnegative(),
      freedBytes: z.number().int().nonnegative(),
    }),
    errors: ['not_found', 'forbidden'],
  },
} as const satisfies Record<string, RouteRow>;
