import { describe, expect, test } from 'bun:test';
import { AgentId, ChangeId, newId, PointId, SensorId, SessionId, UserId } from '#schemas/ids/ids';

describe('newId', () => {
  const kinds = [
    ['pt', PointId],
    ['us', UserId],
    ['ch', ChangeId],
    ['se', SessionId],
  ] as const;

  test('makes ids that only the schema of their own prefix accepts', () => {
    for (const [prefix] of kinds) {
      const id = newId(prefix);
      const accepting = kinds.filter(([, schema]) => schema.safeParse(id).success);
      expect(accepting.map(([name]) => name)).toEqual([prefix]);
    }
  });

  test('makes ids that sort by the time of their making and never repeat', () => {
    const ids = Array.from({ length: 1000 }, () => newId('pt'));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  });
});

test('an id with lower-case, missing or extra characters is none', () => {
  const id = newId('pt');
  for (const wrong of [id.toLowerCase(), id.slice(0, -1), `${id}0`, ` ${id}`, `${id}\n`, 'pt_']) {
    expect(PointId.safeParse(wrong).success).toBe(false);
  }
});

test('the name of a sensor or agent is safe inside a topic', () => {
  for (const schema of [SensorId, AgentId]) {
    for (const good of ['a', 'pump-3-de', '0'.repeat(63)]) expect(schema.parse(good)).toBe(good);
    for (const bad of ['', '-a', 'A', 'a/b', '+', '#', 'a b', 'a.b', 'ä', 'a\n', 'a'.repeat(64)]) {
      expect(schema.safeParse(bad).success).toBe(false);
    }
  }
});
