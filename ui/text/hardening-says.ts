import type { Saying } from '#schemas/http/saying';

/** What the security check found, or what to do about it. In English the hub has said it already. */
export function hardeningSays({ says }: Saying): string {
  return says;
}
