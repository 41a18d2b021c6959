/** A process of its own, as a broken graphics driver may end whoever tries it: prints each provider's result as a line. */
import { type Provider, probeProvider } from './provider-probe.ts';

for (const provider of process.argv.slice(2) as Provider[]) {
  const result = await probeProvider(provider);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (result.why === null) break;
}
