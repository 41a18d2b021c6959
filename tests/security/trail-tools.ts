import { createClient } from '@libsql/client';

const MAIN = new URL('../../hub/audit/verify-main.ts', import.meta.url).pathname;

/** Changes the database as somebody with the disk could: beside the hub, and past its triggers. */
export async function tamper(path: string, ...statements: (string | Tampering)[]): Promise<void> {
  const client = createClient({ url: `file:${path}`, timeout: 5_000 });
  const triggers = await client.execute(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
  );
  for (const { name } of triggers.rows) await client.execute(`DROP TRIGGER ${name}`);
  for (const statement of statements) await client.execute(statement);
  for (const trigger of triggers.rows) await client.execute(String(trigger.sql));
  client.close();
}

interface Tampering {
  readonly sql: string;
  readonly args: (string | number | null)[];
}

/** What `bun run audit:verify` says, run as a process of its own in that folder. */
export async function verify(
  args: readonly string[],
  cwd = process.cwd(),
): Promise<{ code: number; said: string }> {
  const child = Bun.spawn([process.execPath, MAIN, ...args], {
    cwd,
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const said =
    (await new Response(child.stdout).text()) + (await new Response(child.stderr).text());
  return { code: await child.exited, said };
}
