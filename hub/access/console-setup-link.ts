import { createLog } from '../log.ts';
import { CONSOLE_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { SetupLinks, setupLink } from './setup-links.ts';

/** Prints a new one-time setup link; earlier ones end. Works while the hub runs. False when an account exists already. */
export async function printSetupLink(options: {
  dataDir: string;
  origin: string;
  lifetimeMinutes: number;
  clock: () => number;
  print: (line: string) => void;
}): Promise<boolean> {
  const { dataDir, origin, lifetimeMinutes, clock, print } = options;
  const onCrash = (error: unknown) => {
    throw new Error('The store crashed.', { cause: error });
  };
  const store = new Store({ dataDir, log: createLog('store'), onCrash });
  await store.start();
  try {
    const token = await new SetupLinks({ store, clock, lifetimeMinutes }).make(CONSOLE_ACTOR);
    if (token !== null) print(setupLink(origin, token));
    return token !== null;
  } finally {
    await store.stop();
  }
}
