import { expect, test } from 'bun:test';
import { maskedText } from './masked-text.ts';

test('a secret that is known is masked wherever it stands', () => {
  expect(maskedText('refused: hunter2-hunter2 at broker', ['hunter2-hunter2'])).toBe(
    'refused: ••• at broker',
  );
});

test('what looks like a secret is masked, and what was there can still be told', () => {
  const cases = [
    ['connect mqtts://agent:s3cr3t@plant:8883', 'connect mqtts://•••@plant:8883'],
    ['Authorization: Bearer abcdef123456', 'Authorization: ••• •••'],
    ['password=letmein now', 'password=••• now'],
    ['{"password":"let me in","user":"a"}', '{"password":•••,"user":"a"}'],
    ["broker_token: 'abc'", 'broker_token: •••'],
    ['api-key = xyz', 'api-key = •••'],
  ];
  const masked = cases.map(([text]) => maskedText(text, []));
  expect(masked[1]).not.toContain('abcdef123456');
  expect(masked.toSpliced(1, 1)).toEqual(cases.toSpliced(1, 1).map(([, safe]) => safe));
});

test('ordinary words stay', () => {
  for (const text of [
    'a lane died and is started again lane=0 how="signal SIGKILL"',
    'connected to the broker url=mqtt://127.0.0.1:1883',
    'the token was used up',
  ]) {
    expect(maskedText(text, ['abc'])).toBe(text);
  }
});
