import type { HubSettings } from '#schemas/config/hub-settings';
import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import { printSetupLink } from './access/console-setup-link.ts';
import type { ConsoleCommand } from './broker/console-command.ts';
import { BROKER_COMMANDS } from './broker/console-commands.ts';
import { systemClock } from './clock.ts';
import { localOrigin } from './config/local-origin.ts';
import { readSettings } from './config/read-settings.ts';
import { accountCommands } from './console-accounts.ts';

const setupLinkCommand = (settings: HubSettings): ConsoleCommand => ({
  name: 'setup-link',
  usage: '[--origin http://HOST:PORT]',
  purpose: 'Prints a new one-time link for making the first account; earlier links end.',
  run: async ({ words, dataDir, clock, print }) => {
    const at = words.indexOf('--origin');
    const origin = at < 0 ? localOrigin(settings.http) : words[at + 1];
    if (origin === undefined) throw new TremoloError('request_invalid', '--origin needs a value.');
    const { linkLifetimeMinutes: lifetimeMinutes } = settings.setup;
    if (await printSetupLink({ dataDir, origin, lifetimeMinutes, clock, print })) return;
    throw new TremoloError('conflict', 'There is an account already: sign in with it.');
  },
});

function help(commands: readonly ConsoleCommand[]): string {
  const rows = commands.map(({ name, usage, purpose }) => `  ${name} ${usage}\n      ${purpose}`);
  return `bun hub/console.ts [--config FILE] COMMAND\n\n${rows.join('\n')}`;
}

/** The words without `--config FILE`, which is the settings' own. */
function ownWords(): string[] {
  const words = process.argv.slice(2);
  const at = words.indexOf('--config');
  return at < 0 ? words : words.toSpliced(at, 2);
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  const commands = [setupLinkCommand(settings), ...accountCommands(settings), ...BROKER_COMMANDS];
  const words = ownWords();
  const command = commands.find(({ name }) =>
    name.split(' ').every((word, i) => words[i] === word),
  );
  if (command === undefined) {
    process.stderr.write(`${help(commands)}\n`);
    process.exit(2);
  }
  await command.run({
    words: words.slice(command.name.split(' ').length),
    dataDir: settings.dataDir,
    brokerUrl: brokerUrl(settings),
    clock: systemClock,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

function brokerUrl({ broker }: HubSettings): string | null {
  const { url, host, port } = broker;
  if (url !== null) return url;
  return port === 0 ? null : `mqtt://${host}:${port}`;
}

main().catch((error) => {
  process.stderr.write(`${describeError(error)}\n`);
  process.exit(1);
});
