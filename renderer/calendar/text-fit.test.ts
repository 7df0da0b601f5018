import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextFit } from './text-fit.ts';

describe('fitting texts', () => {
  const { fit, fitWords } = createTextFit((text) => text.length * 7);
  it('never exceeds its room', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.integer({ min: 0, max: 250 }), (text, room) => {
        const fitted = fit(text, room);
        expect([...fitted].reduce((sum, character) => sum + character.length * 7, 0)).toBeLessThanOrEqual(
          room,
        );
      }),
    );
  });
  it('cuts with an ellipsis, and says nothing rather than one letter', () => {
    expect(fit('Lindqvist', 63)).toBe('Lindqvist');
    expect(fit('Lindqvist', 50)).toBe('Lindqv…');
    expect(fit('Lindqvist', 14)).toBe('');
  });
  it('prefers whole words, and says nothing rather than three letters', () => {
    expect(fitWords('Closed on Airbnb', 112)).toBe('Closed on Airbnb');
    expect(fitWords('Closed on Airbnb', 111)).toBe('Closed on');
    expect(fitWords('Closed on Airbnb', 60)).toBe('Closed');
    expect(fitWords('Closed on Airbnb', 35)).toBe('Clos…');
    expect(fitWords('Closed on Airbnb', 30)).toBe('');
    expect(fitWords('', 30)).toBe('');
  });
});
