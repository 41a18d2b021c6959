import { afterEach, beforeEach, expect, test } from 'bun:test';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { TcpProxy } from './tcp-proxy.ts';

let server: Server;
let proxy: TcpProxy;
let client: Socket;
let far: Socket;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  proxy = new TcpProxy(() => (server.address() as { port: number }).port);
  await proxy.start();
  const accepted = once(server, 'connection');
  client = connect(proxy.port, '127.0.0.1');
  [far] = (await accepted) as [Socket];
});

afterEach(async () => {
  client.destroy();
  await proxy.stop();
  server.close();
});

const next = async (socket: Socket) => String((await once(socket, 'data'))[0]);

test('it carries both ways', async () => {
  client.write('there');
  expect(await next(far)).toBe('there');
  far.write('back');
  expect(await next(client)).toBe('back');
});

test('cut, what is open closes and nothing new is taken', async () => {
  const gone = Promise.all([once(client, 'close'), once(far, 'close')]);
  proxy.become('cut');
  await gone;
  const late = connect(proxy.port, '127.0.0.1');
  late.on('error', () => undefined);
  await once(late, 'close');
});

test('deaf, one side is heard and hears nothing; what was held back comes when it carries again', async () => {
  proxy.become('deaf');
  const heard: string[] = [];
  client.on('data', (bytes) => heard.push(String(bytes)));
  far.write('back');
  client.write('there');
  expect(await next(far)).toBe('there');
  expect(heard).toEqual([]);
  proxy.become('carries');
  expect(await next(client)).toBe('back');
});
