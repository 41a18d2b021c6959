import { z } from 'zod';

/** What captures may take up, and where their samples lie. */
export const CapturesSettings = z.strictObject({
  /** All samples together, on the disk or in the bucket; the oldest that nobody protects go first beyond this. */
  maxTotalMb: z.number().positive().default(50_000),
  /** So long captures are kept that nobody protects. Labelled ones are protected. */
  keptDays: z.number().positive().default(90),
  /** Captures that alarms may make of one machine in an hour. */
  alarmsPerMachineHour: z.number().int().min(0).max(3_600).default(6),
  /** The window around an alarm. */
  alarmPreSeconds: z.number().min(0).max(60).default(5),
  alarmPostSeconds: z.number().min(0).max(60).default(5),
  /** A bucket instead of the data folder: any server that speaks S3. */
  s3: z
    .strictObject({
      endpoint: z.url({ protocol: /^https?$/ }),
      bucket: z.string().min(3).max(63),
      region: z.string().max(40).default('us-east-1'),
      /** Put in front of each name. */
      prefix: z
        .string()
        .regex(/^[\w./-]*$/)
        .max(200)
        .default('tremolo/'),
      accessKeyId: z.string().min(1).max(200),
      /** A file that holds the secret key alone, readable by the hub only. */
      secretKeyFile: z.string().min(1),
    })
    .nullable()
    .default(null),
});
export type CapturesSettings = z.infer<typeof CapturesSettings>;
