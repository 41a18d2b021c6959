import type { ExternalIdentity } from './external-sign-in.ts';
import type { AccountMapping } from './role-of-groups.ts';

/** Somebody whom a provider has vouched for, with what the site makes of that. */
export interface ProvenIdentity {
  readonly identity: ExternalIdentity;
  readonly mapping: AccountMapping;
  /** The provider has asked for a second factor. */
  readonly provenTwice: boolean;
  /** When a session ends at the latest, as the provider said. */
  readonly endsMs?: number | null;
}
