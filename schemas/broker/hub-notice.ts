import { z } from 'zod';

/** What the hub tells one agent of itself, retained: with it an agent needs to be given nothing but the broker's address. */
export const HubNotice = z.strictObject({
  version: z.string().max(32),
  http: z.strictObject({
    /** The address of the site, where one is set. */
    url: z.url({ protocol: /^https?$/ }).nullable(),
    /** Else the hub is on the machine of its own broker, at this port. */
    port: z.number().int().min(1).max(65_535),
    isTls: z.boolean(),
    /** PEM of the authority that signed its certificate, or the certificate itself; null: one that the system trusts. */
    ca: z.string().max(100_000).nullable(),
  }),
  /** The agent is to ask for a new credential. */
  renewCredential: z.boolean(),
});
export type HubNotice = z.infer<typeof HubNotice>;

/** Raised when agents have to understand something new; agents that do not say theirs are of 1. */
export const AGENT_PROTOCOL = 2;
