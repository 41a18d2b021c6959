import { expect, test } from 'bun:test';
import { z } from 'zod';
import { JOB_KIND_NAMES, jobKind } from '#schemas/jobs/job-kinds';
import { argumentFields, argumentsOf, writtenOf } from './argument-form.ts';

const KIND = z.strictObject({
  windowCount: z.number().int().min(1).max(10),
  rate: z.number().default(0.5),
  device: z.enum(['cpu', 'cuda']),
  isShuffled: z.boolean().default(true),
  seed: z.number().nullable().default(null),
  note: z.string().max(20).optional(),
  recordings: z.array(z.string()).min(1),
  layers: z.array(z.object({ width: z.number() })).default([]),
});
const fields = argumentFields(KIND);
const written = (over: Record<string, string> = {}) => ({
  ...Object.fromEntries(fields.map((field) => [field.name, writtenOf(field)])),
  ...over,
});

test('a form has a control for each argument, with its limits in the label', () => {
  expect(fields.map(({ label, control }) => [label, control])).toEqual([
    ['Window count (1 to 10)', 'number'],
    ['Rate', 'number'],
    ['Device', 'choice'],
    ['Is shuffled', 'choice'],
    ['Seed', 'number'],
    ['Note (up to 20 characters)', 'text'],
    ['Recordings (1 entry or more)', 'lines'],
    ['Layers', 'json'],
  ]);
});

test('it begins with what the kind takes by itself', () => {
  expect(written()).toEqual({
    windowCount: '',
    rate: '0.5',
    device: '"cpu"',
    isShuffled: 'true',
    seed: '',
    note: '',
    recordings: '',
    layers: '[]',
  });
});

test('what is written becomes arguments, and back again', () => {
  const said = written({ windowCount: '3', recordings: 'a\n\n b ', layers: '[{"width": 8}]' });
  const { values, issues } = argumentsOf(KIND, fields, said);
  expect(issues).toEqual({});
  expect(values).toEqual({
    windowCount: 3,
    rate: 0.5,
    device: 'cpu',
    isShuffled: true,
    seed: null,
    recordings: ['a', 'b'],
    layers: [{ width: 8 }],
  });
  const again = Object.fromEntries(
    fields.map((field) => [field.name, writtenOf(field, values[field.name])]),
  );
  expect(argumentsOf(KIND, fields, again).values).toEqual(values);
});

test('what is wrong is said where it is', () => {
  const said = written({ windowCount: '11', rate: 'much', layers: '[', recordings: '' });
  const { issues } = argumentsOf(KIND, fields, said);
  expect(Object.keys(issues).sort()).toEqual(['layers', 'rate', 'recordings', 'windowCount']);
  expect(issues.layers).toBe('This is no JSON.');
});

test('each kind there is has a form whose beginning is filled in or asks for what is missing', () => {
  for (const name of JOB_KIND_NAMES) {
    const schema = jobKind(name).arguments;
    const own = argumentFields(schema);
    const begun = Object.fromEntries(own.map((field) => [field.name, writtenOf(field)]));
    const { issues } = argumentsOf(schema, own, begun);
    const required = own.filter(({ isRequired }) => isRequired).map((field) => field.name);
    for (const wrong of Object.keys(issues)) expect(required).toContain(wrong);
  }
});
