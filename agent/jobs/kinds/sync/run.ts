import type { z } from 'zod';
import type { SYNC } from '#schemas/jobs/kinds/sync';
import { readCard } from '#schemas/models/onnx-card';
import type { JobContext } from '../../job-context.ts';

type Arguments = z.infer<typeof SYNC.arguments>;
type Progress = z.infer<typeof SYNC.progress>;
type Result = z.infer<typeof SYNC.result>;

/** Fetches one model after the other; what is there already is only looked at. */
export async function run(context: JobContext<Arguments, Progress>): Promise<Result> {
  const { files, tell, say } = context;
  const wanted = [...new Set(context.arguments.models)];
  const models: Result['models'] = [];
  for (const [i, sha256] of wanted.entries()) {
    const place = { model: i + 1, models: wanted.length };
    const { path, bytes, wasThere } = await files.fetch(sha256, (have, of) =>
      tell((i + have / of) / wanted.length, { ...place, bytes: have, bytesOfAll: of }),
    );
    const { name, version } = readCard(Bun.mmap(path));
    say(`${name} ${version} (${sha256.slice(0, 12)}…) ${wasThere ? 'was there' : 'is here'}.`);
    models.push({ sha256, name, version, bytes, wasThere });
  }
  return { models };
}
