import { describe, expect, test } from 'bun:test';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { readCsv } from '#signal/recordings/csv-recording';

describe('readCsv', () => {
  test('reads a table without a header by position', () => {
    const columns = readCsv('8,47,5,1.9691e+05,0.05,-0.253\n8,47,5,1.9695e+05,0.165,-0.14\n', {
      columns: [4, 5],
    });
    expect(columns.map((c) => c.name)).toEqual(['4', '5']);
    expect([...columns[0]!.data]).toEqual([0.05, 0.165]);
    expect([...columns[1]!.data]).toEqual([-0.253, -0.14]);
  });

  test('reads columns by header name, quoted, after a byte order mark, with CRLF', () => {
    expect(() => readCsv('a;b\n1;2', { columns: ['c'] })).toThrow('no column c; it has a, b');
    const [x] = readCsv('\uFEFF"time s","x g"\r\n0,1.5\r\n0.1,-2\r\n\r\n', { columns: ['x g'] });
    expect([...x!.data]).toEqual([1.5, -2]);
  });

  test.each([
    ['semicolons and decimal commas', 'a;b\n1,5;2,25\n'],
    ['tabs', 'a\tb\n1.5\t2.25\n'],
    ['spaces', 'a  b\n1.5   2.25\n'],
  ])('reads %s', (_, text) => {
    const columns = readCsv(text);
    expect(columns.map((c) => [c.name, c.data[0]])).toEqual([
      ['a', 1.5],
      ['b', 2.25],
    ]);
  });

  test.each([
    ['an empty file', '', 'empty'],
    ['a header alone', 'a,b\n', 'no rows'],
    ['a missing cell', 'a,b\n1,2\n3\n', 'Line 3 has no number in column b'],
    ['a word among numbers', '1,2\n1,x\n3,4\n', 'Line 2 has no number in column 1'],
    ['a decimal comma where it could be a separator', '1,5 2,5\n1,5 2,5\n', 'Line 2 has no number'],
    ['infinity', '1\n1e999\n', 'Line 2'],
  ])('refuses %s', (_, text, sentence) => {
    expect(() => readCsv(text)).toThrow(TremoloError);
    expect(() => readCsv(text)).toThrow(sentence);
  });
});
