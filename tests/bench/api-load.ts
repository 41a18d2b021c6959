/**
 * The people of `bench:api`, in a process of their own: each sends a request, reads the answer, pauses, and sends the next.
 * Told over IPC: `begin` an order, `measure`, `stop`.
 */
import { DIAGNOSIS_ROUTES } from '#schemas/http/diagnoses';
import { Random } from '#signal/synth/random';
import type { ApiOrder, ApiReport } from './api-messages.ts';
import { keepsDiagnoses, nextAsk } from './api-mix.ts';
import { type Answered, ApiPerson } from './api-person.ts';
import { obey } from './load-child.ts';
import { TimerDelay } from './timer-delay.ts';

/** A quarter of a second of silence: enough to be judged, little to send. */
const RECORDING = Array.from({ length: 4096 }, (_, i) => Math.round(Math.sin(i / 9) * 100) / 1000);

class ApiLoad {
  readonly #order: ApiOrder;
  readonly #people: ApiPerson[];
  readonly #delay = new TimerDelay();
  #answers: Answered[] | null = null;
  #sinceMs = 0;
  #isStopping = false;
  #underWay: Promise<void>[] = [];

  constructor(order: ApiOrder) {
    this.#order = order;
    const userIds = order.members.map(({ userId }) => userId);
    this.#people = order.members.map((member, n) => {
      const random = new Random(order.seed + n);
      const nowMs = Date.now;
      const memory = { ...order, userIds, random, nowMs, diagnosisId: null, keyId: null };
      return new ApiPerson(order.origin, member, { ...memory, writes: n });
    });
  }

  /** Everybody makes what they will look at, and then begins somewhere in their first pause. */
  async begin(): Promise<void> {
    for (const person of this.#people) {
      if (keepsDiagnoses(person.role)) await makeDiagnosis(person);
    }
    this.#underWay = this.#people.map((person) => this.#work(person));
    this.#delay.start();
  }

  measure(): void {
    this.#answers = [];
    this.#delay.takeP99Ms();
    this.#sinceMs = performance.now();
  }

  async stop(): Promise<ApiReport> {
    const seconds = (performance.now() - this.#sinceMs) / 1_000;
    const answers = this.#answers ?? [];
    const ownDelayP99Ms = this.#delay.takeP99Ms();
    this.#answers = null;
    this.#isStopping = true;
    await Promise.all(this.#underWay);
    this.#delay.stop();
    const kinds = [...new Set(answers.map(({ kind }) => kind))];
    return {
      seconds,
      kinds,
      kind: answers.map(({ kind }) => kinds.indexOf(kind)),
      ms: answers.map(({ ms }) => ms),
      notModified: answers.filter(({ status }) => status === 304).length,
      bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
      errors: answers.flatMap(({ kind, error }) => (error === null ? [] : [{ kind, error }])),
      ownDelayP99Ms,
    };
  }

  async #work(person: ApiPerson): Promise<void> {
    await Bun.sleep(person.memory.random.uniform() * this.#order.thinkMs);
    while (!this.#isStopping) {
      const answered = person.isRenewalDue
        ? await person.renew()
        : await person.send(nextAsk(person.role, person.memory));
      this.#answers?.push(answered);
      // Anything from half to one and a half: in step with nobody.
      await Bun.sleep(person.memory.random.range(0.5, 1.5) * this.#order.thinkMs);
    }
  }
}

async function makeDiagnosis(person: ApiPerson): Promise<void> {
  const made = await person.send({
    row: DIAGNOSIS_ROUTES.diagnose,
    body: { name: 'Pump 7', samples: RECORDING, sampleRateHz: 12_000, unit: 'g' },
    took: ({ diagnosisId }: { diagnosisId: string }) => {
      person.memory.diagnosisId = diagnosisId;
    },
  });
  if (made.error !== null) throw new Error(`no diagnosis is made: ${made.error}`);
}

if (import.meta.main) {
  let load: ApiLoad | null = null;
  obey({
    begin: (order: ApiOrder) => {
      load = new ApiLoad(order);
      return load.begin();
    },
    measure: () => load?.measure(),
    stop: () => load?.stop(),
  });
}
