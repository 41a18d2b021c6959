/**
 * What an attempt counts against: the account at this address, and, at an address where the person was never in, the account
 * from everywhere. `who` is the account's id, or the name that was tried where there is none: both are slowed alike.
 */
export function lockoutSubjects(
  who: string,
  address: string | null,
  isKnownPlace: boolean,
): string[] {
  const name = who.normalize('NFKC').trim().toLowerCase();
  const here = `at ${address} ${name}`;
  return isKnownPlace ? [here] : [here, `account ${name}`];
}

/** Whether a subject is about this account, wherever the attempts came from. */
export function isAbout(userId: string): (subject: string) => boolean {
  return (subject) => whomOf(subject) === userId.toLowerCase();
}

/** Whom a subject is about: its last word, which of an account is its id. */
export function whomOf(subject: string): string {
  return subject.slice(subject.lastIndexOf(' ') + 1).toLowerCase();
}
