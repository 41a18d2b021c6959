import { join } from 'node:path';
import type { ProbeResult, Provider } from './provider-probe.ts';

/** Best first: what `auto` tries, one after the other. */
const FALLING: readonly Provider[] = ['tensorrt', 'cuda', 'webgpu', 'cpu'];
const PROBE_LIMIT_MS = 20_000;

/** The provider that sessions run on, and why it is not the one asked for. */
export interface ProviderChoice {
  asked: string;
  inUse: Provider;
  reason: string | null;
}

/** Tries providers in order until one works and returns all results. */
export type Probe = (providers: readonly Provider[]) => Promise<ProbeResult[]>;

/**
 * Settles which provider really works here. One asked for by name that does not gives way to the CPU with one sentence
 * why: a list such as `["cuda", "cpu"]` would throw instead of falling back (onnxruntime-node 1.30).
 */
export async function chooseProvider(
  asked: Provider | 'auto',
  probe: Probe = probeInChild,
): Promise<ProviderChoice> {
  if (asked === 'cpu') return { asked, inUse: 'cpu', reason: null };
  const results = await probe(asked === 'auto' ? FALLING.filter((p) => p !== 'cpu') : [asked]);
  const working = results.find((result) => result.why === null);
  if (working !== undefined) return { asked, inUse: working.provider, reason: null };
  const reason = asked === 'auto' ? null : (results[0]?.why ?? null);
  return { asked, inUse: 'cpu', reason };
}

/** The probe in a process of its own; a provider at which that process dies or hangs is taken for not available. */
export async function probeInChild(providers: readonly Provider[]): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  while (results.length < providers.length) {
    const rest = providers.slice(results.length);
    results.push(...(await probeOnce(rest)));
    if (results.at(-1)?.why === null) break;
    if (results.length < providers.length) {
      const provider = providers[results.length];
      const why = `${provider} is not available: trying it ended the process that tried.`;
      results.push({ provider, why });
    }
  }
  return results;
}

async function probeOnce(providers: readonly Provider[]): Promise<ProbeResult[]> {
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dirname, 'provider-main.ts'), ...providers],
    // ONNX Runtime writes what it could not load on stderr, which the result says better.
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const limit = setTimeout(() => child.kill('SIGKILL'), PROBE_LIMIT_MS);
  const text = await new Response(child.stdout).text();
  clearTimeout(limit);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ProbeResult);
}
