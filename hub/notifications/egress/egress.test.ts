import { afterEach, describe, expect, test } from 'bun:test';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mayReach } from './address-rules.ts';
import { Egress, type EgressRules } from './egress.ts';
import { isAllowedHost } from './host-rules.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

/** A receiver on this machine, and how often it was asked. */
async function receiver(answer: RequestListener): Promise<{ port: number; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

const OPEN: EgressRules = {
  egressHosts: [],
  egressNetworks: ['127.0.0.0/8'],
  egressServers: [],
  egressCa: null,
};
const egressTo = (host: string, rules: Partial<EgressRules> = {}, addresses = ['127.0.0.1']) =>
  new Egress({
    rules: () => ({ ...OPEN, egressHosts: [host], ...rules }),
    resolve: async () => addresses,
    waitMs: 300,
  });
const hello = (url: string) => ({ url, headers: { 'content-type': 'text/plain' }, body: 'hello' });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'it was sent',
    (error) => `${error.message} (${error.advice})`,
  );

describe('addresses', () => {
  const closed = [
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['0.0.0.0', '100.64.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::'],
    ...['not an address', '127.1', '0x7f000001'],
  ];
  for (const address of closed) {
    test(`${address} is not reached unless allowed`, () => {
      expect(mayReach(address, [])).toBe(false);
    });
  }
  test('public ones are reached, and private ones of an allowed network', () => {
    expect(mayReach('93.184.216.34', [])).toBe(true);
    expect(mayReach('2606:2800:220:1::1', [])).toBe(true);
    expect(mayReach('10.4.0.9', ['10.4.0.0/16'])).toBe(true);
    expect(mayReach('::ffff:10.4.0.9', ['10.4.0.0/16'])).toBe(true);
    expect(mayReach('10.5.0.9', ['10.4.0.0/16'])).toBe(false);
    expect(mayReach('fd00::9', ['fd00::/8'])).toBe(true);
  });
});

test('a host is allowed by its whole name, those below by a star, another port only where it is named', () => {
  const allows = (entry: string, url: string) => isAllowedHost(new URL(url), [entry]);
  expect(allows('hooks.slack.com', 'https://hooks.slack.com/x')).toBe(true);
  expect(allows('hooks.slack.com', 'https://HOOKS.slack.com/x')).toBe(true);
  expect(allows('hooks.slack.com', 'https://hooks.slack.com.evil.example/x')).toBe(false);
  expect(allows('hooks.slack.com', 'https://hooks.slack.com:8443/x')).toBe(false);
  expect(allows('hooks.slack.com', 'http://hooks.slack.com/x')).toBe(false);
  expect(allows('*.example.com', 'https://a.b.example.com/')).toBe(true);
  expect(allows('*.example.com', 'https://example.com/')).toBe(false);
  expect(allows('*.example.com', 'https://badexample.com/')).toBe(false);
  expect(allows('bus.example.com:8443', 'https://bus.example.com:8443/')).toBe(true);
});

test('what is sent arrives at the address that was checked, under the name that was meant', async () => {
  const seen: unknown[] = [];
  const { port } = await receiver((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ host: request.headers.host, path: request.url, body });
      response.end('taken');
    });
  });
  const egress = egressTo(`bus.example.com:${port}`);
  const answer = await egress.post(hello(`http://bus.example.com:${port}/in?a=1`));
  expect(answer).toEqual({ status: 200, text: 'taken', retryAfterMs: null });
  expect(seen).toEqual([{ host: `bus.example.com:${port}`, path: '/in?a=1', body: 'hello' }]);
});

test('a host that is not allowed is not even looked up', async () => {
  let lookups = 0;
  const egress = new Egress({
    rules: () => OPEN,
    resolve: async () => {
      lookups++;
      return ['127.0.0.1'];
    },
  });
  expect(await refusal(egress.post(hello('https://hooks.slack.com/')))).toMatch(
    /not among the hosts .* \(give up\)$/,
  );
  expect(lookups).toBe(0);
});

test('a name that leads to a private address is refused, also when only one of several does', async () => {
  const { port, asked } = await receiver((_, response) => response.end());
  const url = `http://bus.example.com:${port}/`;
  for (const addresses of [['127.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::ffff:127.0.0.1']]) {
    const egress = egressTo(`bus.example.com:${port}`, { egressNetworks: [] }, addresses);
    expect(await refusal(egress.post(hello(url)))).toMatch(/private address/);
  }
  expect(asked()).toBe(0);
});

test('a name that means another address at the next question is connected to as it was checked', async () => {
  const { port, asked } = await receiver((_, response) => response.end('ok'));
  const answers = [['127.0.0.1'], ['10.0.0.1']];
  let questions = 0;
  const egress = new Egress({
    rules: () => ({ ...OPEN, egressHosts: [`bus.example.com:${port}`] }),
    resolve: async () => answers[questions++] ?? [],
  });
  const url = `http://bus.example.com:${port}/`;
  expect((await egress.post(hello(url))).status).toBe(200);
  expect(questions).toBe(1);
  expect(await refusal(egress.post(hello(url)))).toMatch(/private address/);
  expect(asked()).toBe(1);
});

test('an answer that leads elsewhere is not followed', async () => {
  const inside = await receiver((_, response) => response.end('secret'));
  const { port } = await receiver((_, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${inside.port}/` }).end();
  });
  const answer = await egressTo(`bus.example.com:${port}`).post(
    hello(`http://bus.example.com:${port}/`),
  );
  expect(answer.status).toBe(307);
  expect(inside.asked()).toBe(0);
});

test('an answer without an end is cut off, and one that does not come is given up', async () => {
  const flood = await receiver((_, response) => {
    response.on('error', () => undefined);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  const cut = await egressTo(`a.example.com:${flood.port}`).post(
    hello(`http://a.example.com:${flood.port}/`),
  );
  expect(cut.text).toHaveLength(16 * 1024);
  const silent = await receiver(() => undefined);
  const work = egressTo(`a.example.com:${silent.port}`).post(
    hello(`http://a.example.com:${silent.port}/`),
  );
  expect(await refusal(work)).toMatch(/does not answer in time. \(retry\)$/);
});

test('a receiver that wants a pause says for how long', async () => {
  const { port } = await receiver((_, response) => {
    response.writeHead(429, { 'retry-after': '30' }).end();
  });
  const answer = await egressTo(`a.example.com:${port}`).post(
    hello(`http://a.example.com:${port}/`),
  );
  expect(answer).toMatchObject({ status: 429, retryAfterMs: 30_000 });
});

test('neither another scheme nor a user in the address is taken', () => {
  const egress = egressTo('a.example.com');
  expect(egress.objectionTo('file:///etc/passwd')?.sentence).toMatch(/no address of the web/);
  expect(egress.objectionTo('https://a:b@a.example.com/')?.sentence).toMatch(/user or a password/);
  expect(egress.objectionTo('https://a.example.com/')).toBeNull();
});

describe('a server of the site’s own', () => {
  const reachOf = (rules: Partial<EgressRules>, answers: string[][]) => {
    let questions = 0;
    const egress = new Egress({
      rules: () => ({
        egressHosts: [],
        egressNetworks: [],
        egressServers: [],
        egressCa: null,
        ...rules,
      }),
      resolve: async () => answers[Math.min(questions++, answers.length - 1)],
    });
    return egress.reach;
  };

  test('is reached at a public address without further ado, and at the very one that was checked', async () => {
    const reach = reachOf({}, [['93.184.216.34']]);
    expect(await reach('smtp.example.com', 587)).toBe('93.184.216.34');
    expect(await reach('93.184.216.34', 587)).toBe('93.184.216.34');
  });

  test('whose name means a private address at the next question is not reached', async () => {
    const reach = reachOf({}, [['93.184.216.34'], ['10.0.0.5'], ['93.184.216.34', '10.0.0.5']]);
    expect(await reach('smtp.example.com', 587)).toBe('93.184.216.34');
    expect(await reach('smtp.example.com', 587)).toBeNull();
    expect(await reach('smtp.example.com', 587)).toBeNull();
  });

  test('at a private address is reached by exactly the host and port that are allowed', async () => {
    const allowed = { egressServers: ['mail.plant.example:587', '10.0.0.9:6514', '[fd00::9]:25'] };
    const reach = reachOf(allowed, [['10.0.0.5']]);
    expect(await reach('mail.plant.example', 587)).toBe('10.0.0.5');
    expect(await reach('MAIL.plant.example', 587)).toBe('10.0.0.5');
    expect(await reach('mail.plant.example', 25)).toBeNull();
    expect(await reach('other.plant.example', 587)).toBeNull();
    expect(await reach('10.0.0.9', 6514)).toBe('10.0.0.9');
    expect(await reach('fd00::9', 25)).toBe('fd00::9');
    expect(await reach('fe80::1%eth0', 25)).toBeNull();
  });
});
