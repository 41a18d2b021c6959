import { z } from 'zod';
import { TRACK_BYTES_MAX } from '#schemas/captures/track';
import type { RouteRow } from '#schemas/http/route-row';
import { CaptureId, JobId, PointId } from '#schemas/ids/ids';

/** Files travel between machines in parts of so many bytes: small enough that none holds anybody up, and one that is lost costs little. */
export const PART_BYTES = 1024 * 1024;
/** No file of ours is larger. */
export const FILE_BYTES_MAX = 512 * 1024 * 1024;

/** What a file is for; a model carries its card inside. */
export const FILE_KINDS = ['model', 'recording', 'checkpoint'] as const;
export const FileKind = z.enum(FILE_KINDS);
export type FileKind = z.infer<typeof FileKind>;

/** A file is named by the SHA-256 of its bytes, lower-case hexadecimal: whoever has it can tell whether it is whole. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');
export type Sha256 = z.infer<typeof Sha256>;

export const FileFacts = z.strictObject({
  sha256: Sha256,
  kind: FileKind,
  bytes: z.number().int().positive(),
});
export type FileFacts = z.infer<typeof FileFacts>;

const JobDelivery = z.strictObject({
  ...FileFacts.shape,
  bytes: z.number().int().positive().max(FILE_BYTES_MAX),
  /** The job that made it. */
  jobId: JobId,
});
export type JobDelivery = z.infer<typeof JobDelivery>;

/** One point of a capture, as a track file under zstd. */
const TrackDelivery = z.strictObject({
  sha256: Sha256,
  kind: z.literal('track'),
  bytes: z.number().int().positive().max(TRACK_BYTES_MAX),
  captureId: CaptureId,
  pointId: PointId,
});
export type TrackDelivery = z.infer<typeof TrackDelivery>;

export const Delivery = z.discriminatedUnion('kind', [JobDelivery, TrackDelivery]);
export type Delivery = z.infer<typeof Delivery>;

/** How many bytes of it the hub has: the next part begins there. All of them: it is whole, and its hash is right. */
export const Delivered = z.strictObject({ have: z.number().int().nonnegative() });
export type Delivered = z.infer<typeof Delivered>;

const FileParams = z.object({ sha256: Sha256 });

/** What agents ask of the hub with their credential, as `Authorization: Bearer tra_<agent>.<secret>`. */
export const AGENT_FILE_ROUTES = {
  renewOwnCredential: {
    method: 'POST',
    path: '/api/v1/agent/credential',
    permission: 'agent:renew',
    tag: 'system',
    summary:
      'A new secret for the agent that asks. The old one is good until the new one was used once, at the broker or here.',
    answer: z.strictObject({ password: z.string() }),
    errors: ['conflict'],
  },
  agentFile: {
    method: 'GET',
    path: '/api/v1/agent/files/:sha256',
    permission: 'agent:fetch',
    tag: 'system',
    summary: 'What a file is that a job of this agent needs, and how large.',
    params: FileParams,
    answer: FileFacts,
    errors: ['not_found'],
  },
  agentFileContent: {
    method: 'GET',
    path: '/api/v1/agent/files/:sha256/content',
    permission: 'agent:fetch',
    tag: 'system',
    summary:
      'One part of a file that a job of this agent needs, from the first byte of `Range` on, with its own hash in `Content-Digest`.',
    params: FileParams,
    media: 'application/octet-stream',
    status: 206,
    errors: ['not_found'],
  },
  agentJobFiles: {
    method: 'GET',
    path: '/api/v1/agent/jobs/:jobId/files',
    permission: 'agent:fetch',
    tag: 'system',
    summary:
      'What a job of this agent has handed in so far, on whichever agent: the newest first, its checkpoint among them.',
    params: z.object({ jobId: JobId }),
    answer: z.strictObject({ files: z.array(FileFacts).max(100) }),
    errors: ['not_found'],
  },
  beginDelivery: {
    method: 'POST',
    path: '/api/v1/agent/files',
    permission: 'agent:deliver',
    tag: 'system',
    summary:
      'Announces a file that a job of this agent made, or a track of a capture; what was sent of it before is not sent again.',
    body: Delivery,
    answer: Delivered,
    errors: ['forbidden', 'conflict', 'too_large', 'storage_full'],
  },
  deliverPart: {
    method: 'PUT',
    path: '/api/v1/agent/files/:sha256/parts/:offset',
    permission: 'agent:deliver',
    tag: 'system',
    summary:
      'The next part of a file that was announced, with its own hash in `Content-Digest`. With the last one the whole is held against its name.',
    params: z.object({ sha256: Sha256, offset: z.string().regex(/^\d{1,12}$/) }),
    takes: 'application/octet-stream',
    answer: Delivered,
    errors: ['not_found', 'conflict', 'file_damaged', 'model_refused', 'storage_full'],
    bodyBytesMax: PART_BYTES,
  },
} as const satisfies Record<string, RouteRow>;
