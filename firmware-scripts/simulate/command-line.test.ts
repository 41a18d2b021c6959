import { describe, expect, test } from 'bun:test';
import { parseCommand } from './command-line.ts';
import { HELP } from './help.ts';

const parse = (line: string) => parseCommand(line.split(' '));

describe('the command line', () => {
  test('of synth has the usual values', () => {
    expect(parse('synth --plant demo.json')).toMatchObject({
      command: 'synth',
      plant: 'demo.json',
      'speed-up': 1,
      'sensors-per-connection': 1,
      lose: 0,
      json: false,
    });
  });

  test('of replay takes channels one by one and numbers as numbers', () => {
    const command = parse('replay --recording a.mat --channel DE --channel FE --rate 12000 --loop');
    expect(command).toMatchObject({ channel: ['DE', 'FE'], rate: 12_000, loop: true });
    expect(parse('synth --plant a --clock-skew=-250')).toMatchObject({ 'clock-skew': -250 });
  });

  test('asks for help with --help or with nothing', () => {
    expect(parse('replay --help')).toBeNull();
    expect(parseCommand([])).toBeNull();
  });

  const wrong: [string, RegExp][] = [
    ['fly', /"synth" or "replay"/],
    ['synth', /--plant/],
    ['synth --plant a --loop', /synth has no option --loop/],
    ['synth --plant a --lose 2', /--lose: .*1/],
    ['synth --plant a --speed-up 0', /--speed-up/],
    ['synth --plant a --frame-samples 0', /--frame-samples/],
    ['synth --plant a --broker localhost', /mqtt:\/\/host:port/],
    ['synth --plant a --broker mqtt://name:word@host', /mqtt:\/\/host:port/],
    ['replay --recording a --unit kg', /--unit/],
    ['replay --recording a --sensor-id A/b', /--sensor-id: lower-case/],
    ['replay --recording a --rate fast', /--rate/],
    ['replay --recording a --format int16', /int16 needs --range/],
    ['synth --plant a --nonsense', /options cannot be read/],
  ];
  for (const [line, sentence] of wrong) {
    test(`refuses "${line}"`, () => {
      expect(() => parse(line)).toThrow(sentence);
      expect(() => parse(line)).toThrow(expect.objectContaining({ code: 'request_invalid' }));
    });
  }

  test('accepts every option that the help names, and names no other', () => {
    const named = new Set([...HELP.matchAll(/--([a-z][a-z-]*)/g)].map((match) => match[1]!));
    for (const option of named) {
      const values = { channel: 'x', plant: 'p', recording: 'r' } as Record<string, string>;
      const flag = ['json', 'loop', 'keep-pauses', 'help'].includes(option);
      const args = flag ? [`--${option}`] : [`--${option}`, values[option] ?? '1'];
      try {
        parseCommand(['replay', ...args]);
      } catch (error) {
        expect(String((error as Error).cause ?? '')).not.toContain('Unknown option');
      }
    }
    expect(named.size).toBeGreaterThan(25);
  });
});
