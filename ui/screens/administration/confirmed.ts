import { HubProblem } from '../../http/request.ts';

/** Sends; where the hub wants it confirmed, asks and sends again. Null when the person thought better of it. */
export async function confirmed<Answer>(
  send: (confirm: boolean) => Promise<Answer>,
  ask: () => Promise<boolean>,
): Promise<Answer | null> {
  try {
    return await send(false);
  } catch (error) {
    if (!(error instanceof HubProblem) || error.code !== 'confirmation_needed') throw error;
    return (await ask()) ? send(true) : null;
  }
}
