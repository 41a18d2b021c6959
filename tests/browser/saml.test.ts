import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { SAML_ROUTES } from '#schemas/http/sso';
import { launchBrowser } from '../rig/browser.ts';
import { SamlBox } from '../security/saml-box.ts';

setDefaultTimeout(30_000);
const launched = await launchBrowser();
if (launched.kind === 'none') console.warn(`SAML in a browser is not tested. ${launched.reason}`);

describe.skipIf(launched.kind === 'none')('SAML in a real browser', () => {
  const browser = (launched as { browser: Browser }).browser;
  let box: SamlBox;
  let idp: Bun.Server<unknown>;
  /** Answers that the provider holds back, for the test to post from elsewhere. */
  let isHeld = false;
  let held = '';

  beforeAll(async () => {
    box = await SamlBox.start();
    // By another name than the hub’s: to a browser that is another site.
    idp = Bun.serve({
      port: 0,
      hostname: 'localhost',
      fetch: ({ url }) => {
        if (!url.includes('/sso?')) return new Response('Nothing here.', { status: 404 });
        const asked = box.idp.read(url);
        const form = formPage(asked.acs, box.idp.respond(asked), asked.relayState);
        if (isHeld) held = form;
        return new Response(isHeld ? 'Wait.' : form, { headers: { 'content-type': 'text/html' } });
      },
    });
    await box.configure({ entryPoint: `http://localhost:${idp.port}/sso` });
  });
  afterAll(async () => {
    await browser.close();
    await idp?.stop(true);
    await box?.stop();
  });

  /** What a provider sends back: a form that posts itself. */
  const formPage = (acs: string, xml: string, relayState: string) =>
    `<!DOCTYPE html><form method="post" action="${acs}">
      <input type="hidden" name="SAMLResponse" value="${Buffer.from(xml).toString('base64')}">
      <input type="hidden" name="RelayState" value="${relayState}"></form>
      <script>document.forms[0].submit()</script>`;

  test('a browser sends its cookie where the answer’s way ends, and is signed in there', async () => {
    isHeld = false;
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${box.people.origin}${SAML_ROUTES.samlStart.path}?to=/points`);
    await page.waitForURL(`${box.people.origin}/points`);
    const status = await page.evaluate(
      async () => (await fetch('/api/v1/users/me/session')).status,
    );
    expect(status).toBe(200);
  });

  test('a person who is lured into posting somebody else’s answer stays who he is', async () => {
    isHeld = true;
    const attacker = await (await browser.newContext()).newPage();
    await attacker.goto(box.people.origin + SAML_ROUTES.samlStart.path);
    expect(held).toContain('SAMLResponse');
    const victim = await (await browser.newContext()).newPage();
    await victim.goto(`http://localhost:${idp.port}/`);
    await victim.setContent(held);
    await victim.waitForURL(`${box.people.origin}/sign-in#sso=expired`);
    const status = await victim.evaluate(
      async () => (await fetch('/api/v1/users/me/session')).status,
    );
    expect(status).toBe(401);
  });
});
