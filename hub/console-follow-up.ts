/** What a running hub does about what the console, a process of its own, changed in the store. */
import type { ConsoleOrder } from './access/console-orders.ts';
import type { Rooms } from './rooms.ts';
import { CONSOLE_ACTOR, SYSTEM_ACTOR } from './store/actor.ts';

/** Brings memory to what the console stored since the last call. To be called each second. */
export async function followConsole(rooms: Rooms): Promise<void> {
  for (const order of await rooms.consoleOrders.news()) await follow(rooms, order);
}

async function follow(rooms: Rooms, { kind, userId }: ConsoleOrder): Promise<void> {
  const { signingKeys, lockout, passwords, secondFactors, sessions, events } = rooms;
  if (kind === 'rotate_key') await signingKeys.load();
  if (userId === null) return;
  if (kind === 'unlock') {
    lockout.unlock(userId);
    return;
  }
  if (kind === 'reset_password') passwords.took(userId, { mustChange: false });
  if (kind === 'reset_second_factor') await secondFactors.load();
  await sessions.endAllOf(userId, {}, CONSOLE_ACTOR);
  events.emit('personChanged', { userId });
}

/** Signs with the next key once the current one is old enough. */
export async function rotateKeyWhenDue({ signingKeys }: Rooms): Promise<void> {
  if (signingKeys.isDue()) await signingKeys.rotate(SYSTEM_ACTOR);
}
