import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** One row that the hub's console writes: who connects, and to which broker when it says so. */
export const BrokerCredential = z.object({
  url: z
    .string()
    .regex(/^mqtts?:\/\//)
    .optional(),
  username: z.string().min(1),
  password: z.string().min(1),
});
export type BrokerCredential = z.infer<typeof BrokerCredential>;

const CredentialFile = z.union([
  BrokerCredential.transform((one) => [one]),
  z.array(BrokerCredential).min(1),
]);

/**
 * Reads a credential file: one credential, or a list with one for each sensor (`sensor:<id>`).
 * Throws `settings_invalid`; the message never holds the file's contents.
 */
export function readCredentials(file: string): BrokerCredential[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    // The text of a JSON error quotes the file, and with it a password: only the kind of failure is passed on.
    const why = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new TremoloError('settings_invalid', `The credential file ${file} ${why}.`);
  }
  const parsed = CredentialFile.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new TremoloError(
    'settings_invalid',
    `The credential file ${file} needs username and password, as the hub's console writes them.`,
  );
}

/** Reads the certificate authority of a broker, PEM. Throws `settings_invalid`. */
export function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TremoloError('settings_invalid', `The certificate file ${file} cannot be read.`, {
      cause,
    });
  }
}

/** The credential for a sensor: its own row, else the first that is not some other sensor's; null when there is none. */
export function credentialFor(
  sensorId: string,
  credentials: readonly BrokerCredential[],
): BrokerCredential | null {
  const own = credentials.find(({ username }) => username === `sensor:${sensorId}`);
  return own ?? credentials.find(({ username }) => !username.startsWith('sensor:')) ?? null;
}
