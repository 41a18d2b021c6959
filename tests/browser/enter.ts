import type { Page } from 'playwright-core';

/** Who goes where. */
export interface Entry {
  readonly origin: string;
  readonly name: string;
  readonly password: string;
  readonly path: string;
}

/**
 * Signs in as the form does and shows `path` signed in. The form itself is looked at where it is the subject: to draw it for each page of
 * each test takes a third of the time.
 */
export async function enter(page: Page, { origin, name, password, path }: Entry): Promise<void> {
  const answer = await page.request.post(`${origin}/api/v1/auth/login`, {
    data: { name, password },
    headers: { origin },
  });
  if (!answer.ok()) throw new Error(`${name} cannot sign in: ${await answer.text()}`);
  await page.goto(`${origin}${path}`);
  await page.waitForSelector('header.bar');
}
