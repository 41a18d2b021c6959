import { z } from 'zod';

/** What `--join` takes: where the hub is, the token, and by which certificate the hub is known. */
export const JoinCode = z.strictObject({
  hub: z.url({ protocol: /^https?$/ }),
  token: z.string().min(20).max(200),
  /** SHA-256 of the hub's certificate in DER, hexadecimal; null: the hub has none, or one that the system trusts. */
  certificate: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export type JoinCode = z.infer<typeof JoinCode>;

const PREFIX = 'trj_';

/** One word to copy. */
export function writeJoinCode(code: JoinCode): string {
  const { hub, token, certificate } = code;
  return PREFIX + base64Url(JSON.stringify([hub, token, certificate]));
}

/** Null for what is no join code. */
export function readJoinCode(text: string): JoinCode | null {
  if (!text.startsWith(PREFIX)) return null;
  try {
    const bytes = atob(text.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/'));
    const [hub, token, certificate] = JSON.parse(bytes) as unknown[];
    return JoinCode.safeParse({ hub, token, certificate }).data ?? null;
  } catch {
    return null;
  }
}

function base64Url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
