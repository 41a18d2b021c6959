import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { TOPICS, type TopicName, topic, topicIds } from '#schemas/broker/topics';

const NAMES = Object.keys(TOPICS) as TopicName[];
const anyId = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/);

describe('the table of topics', () => {
  test('has one row for each pattern', () => {
    expect(new Set(NAMES.map((name) => TOPICS[name].pattern)).size).toBe(NAMES.length);
  });

  test('has one permission for each row, named for the party that sends', () => {
    const permissions = NAMES.map((name) => TOPICS[name].permission);
    expect(new Set(permissions).size).toBe(NAMES.length);
    for (const name of NAMES) {
      expect(TOPICS[name].permission.startsWith(`${TOPICS[name].from}:`)).toBe(true);
    }
  });

  test('names one id for each wildcard, and uses no other wildcard', () => {
    for (const name of NAMES) {
      const { pattern, levels } = TOPICS[name];
      expect(pattern.split('/').filter((level) => level === '+')).toHaveLength(levels.length);
      expect(pattern).not.toContain('#');
    }
  });

  test('retains only what is sent at least once: a lost retained message would stay wrong', () => {
    for (const name of NAMES) if (TOPICS[name].retain) expect(TOPICS[name].qos).toBe(1);
  });
});

describe('topicIds', () => {
  test('gives back the ids that topic filled in, and no other row matches', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), anyId, anyId, anyId, (name, ...three) => {
        const ids = three.slice(0, TOPICS[name].levels.length);
        const filled = topic(name, ...ids);
        expect(topicIds(name, filled)).toEqual(ids);
        const matching = NAMES.filter((other) => topicIds(other, filled) !== null);
        expect(matching).toEqual([name]);
      }),
    );
  });

  test('of another depth or another root is null', () => {
    for (const name of NAMES) {
      const filled = topic(name, 'a', 'b', 'c');
      expect(topicIds(name, `${filled}/more`)).toBeNull();
      expect(topicIds(name, `other/${filled.slice(filled.indexOf('/') + 1)}`)).toBeNull();
      expect(topicIds(name, '')).toBeNull();
    }
  });

  test('leaves the wildcard where no id is given: a subscription to all', () => {
    expect(topic('frames')).toBe(TOPICS.frames.pattern);
  });
});
