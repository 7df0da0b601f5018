import { expect, it } from 'vitest';
import { kindOf, namesIn, namesText, partOf, withPart } from './profile-answers.ts';

it('asks yes or no unless a question wants something else', () => {
  expect(['icalImport', 'programmes', 'usualUpdateTime'].map((question) => kindOf({ question }))).toEqual([
    'yes-no',
    'names',
    'time',
  ]);
});

it('reads names between commas, and writes them so', () => {
  expect(namesIn(' Retail , , Package ')).toEqual(['Retail', 'Package']);
  expect(namesText(['Retail', 'Package'])).toBe('Retail, Package');
  expect(namesText(null)).toBe('');
});

it('changes one part of an answer and leaves an emptied one out', () => {
  expect(withPart(null, 'name', 'Casa')).toEqual({ name: 'Casa' });
  expect(withPart({ name: 'Casa', id: '7' }, 'id', '')).toEqual({ name: 'Casa' });
  expect(partOf({ name: 'Casa' }, 'name')).toBe('Casa');
  expect(partOf(null, 'name')).toBe('');
});
