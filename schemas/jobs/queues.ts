import { z } from 'zod';

/** The queues, and how urgent what waits in each is: the larger goes first. */
export const QUEUES = {
  training: { priority: 10 },
  preprocessing: { priority: 5 },
  evaluation: { priority: 3 },
  default: { priority: 1 },
} as const;

export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES = Object.keys(QUEUES) as [QueueName, ...QueueName[]];
export const QueueName = z.enum(QUEUE_NAMES);
