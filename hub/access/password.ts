/** OWASP's argon2id: 19 MiB, two passes. Bun hashes on its own threads, never on the event loop. */
const ARGON2ID = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const;
/** Hashing at once: each takes 19 MiB and a core, and attackers must not get all of either. */
const AT_ONCE = 2;
const WAITING_MAX = 50;

let running = 0;
const waiting: (() => void)[] = [];

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => Bun.password.hash(password, ARGON2ID));
}

let dummyHash: Promise<string> | null = null;

/** Whether the password is that of the hash. A null hash (no such person) takes as long and is always wrong. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  dummyHash ??= hashPassword('no one has this password');
  const against = hash ?? (await dummyHash);
  const isRight = await inTurn(() => Bun.password.verify(password, against));
  return isRight && hash !== null;
}

/** Whether so many sign-ins wait that a further one should be turned away. */
export function isCrowded(): boolean {
  return waiting.length >= WAITING_MAX;
}

async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running++;
  try {
    return await work();
  } finally {
    // The turn goes straight to who waits longest, so that nobody slips in between.
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}
