import { expect, test } from 'bun:test';
import { pdfLetters } from './pdf-letters.ts';

test.each([
  ['Zoë Müller – 5 €', 'Zoë Müller – 5 €'],
  ['Ștefan Łukasz Dvořák', 'Stefan Lukasz Dvorák'],
  ['محمد', '????'],
  ['علی‌رضا', '??????'],
  ['👩‍👧 Ada', '?? Ada'],
  ['two\nlines\u2028more', 'two lines more'],
  ['ﬁve', 'five'],
])('%j stands in a PDF as %j', (text, expected) => expect(pdfLetters(text)).toBe(expected));
