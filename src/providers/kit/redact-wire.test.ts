import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { privateTextsOf, redactBody, redactPath } from './redact-wire.ts';

const TOKEN = 'abcdEFGH0123456789abcdEFGH0123456789';

describe('a body in the request log', () => {
  it('keeps what staff look for and loses the guest', () => {
    const body = {
      success: true,
      count: 1,
      data: [
        {
          id: 48_151_623,
          roomId: '4815',
          status: 'confirmed',
          arrival: '2027-03-04',
          price: 120.5,
          firstName: 'Ada',
          lastName: 'Invented',
          email: 'ada@guest.example',
          phone: '+49 171 1234567',
          mobile: 491_711_234_567_8,
          comments: 'Arrives late, door code 4711',
          rateDescription: 'Paid with 4111 1111 1111 1111',
          cardNumber: 4_111_111_111_111_111,
          infoItems: [{ code: 'HOLD', text: 'Ask Ada' }],
        },
      ],
    };
    const text = redactBody(body);
    for (const kept of ['48151623', '"4815"', 'confirmed', '2027-03-04', '120.5'])
      expect(text).toContain(kept);
    for (const gone of ['Ada', 'Invented', 'ada@', '171', '4711', '4111']) expect(text).not.toContain(gone);
  });

  it("keeps the channel's reason, without what it quotes of the guest", () => {
    const sent = [{ lastName: 'Invented-Longname', arrival: '2027-03-04' }];
    const answer = [
      {
        success: false,
        errors: [{ action: 'new booking', field: 'lastName', message: 'Invented-Longname: no room free' }],
      },
    ];
    const text = redactBody(answer, privateTextsOf(sent));
    expect(text).toContain('no room free');
    expect(text).toContain('new booking');
    expect(text).not.toContain('Invented');
  });

  it('loses tokens under whatever name they stand', () => {
    for (const body of [
      { token: TOKEN },
      { refreshToken: 'short' },
      { x: TOKEN },
      [TOKEN],
      TOKEN,
      { [TOKEN]: 1 },
    ]) {
      expect(redactBody(body)).not.toContain(TOKEN);
      expect(redactBody(body)).not.toContain('short');
    }
    expect(redactBody({ words: 'mysecret here' }, ['mysecret'])).not.toContain('mysecret');
  });

  it('is cut where it is long, deep or wide', () => {
    expect(redactBody(Array.from({ length: 10_000 }, (_, id) => ({ id })))).toBe(
      '[{"id":0},{"id":1},{"id":2},"… 9997 more"]',
    );
    const wide = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`f${index}`, 'x'.repeat(500)]),
    );
    expect(redactBody(wide).length).toBeLessThan(2_100);
    let deep: unknown = 'end';
    for (let level = 0; level < 5_000; level += 1) deep = [deep];
    expect(redactBody(deep).length).toBeLessThan(100);
  });

  it('is made of anything without a throw, and never shows a secret (property)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('a', 'phone', 'id', 'words'), (value, field) => {
        const text = redactBody({ [field]: [value, TOKEN, { [TOKEN]: value, guestName: 'Ada Invented' }] });
        expect(text).not.toContain(TOKEN);
        expect(text).not.toContain('Ada Invented');
      }),
    );
  });
});

describe('JSON that could not be read', () => {
  it('loses guests all the same, also one in the middle of whom it was cut', () => {
    const whole = JSON.stringify({
      data: [{ id: 7, firstName: 'Ada "A."', email: 'ada@guest.example', status: 'new' }],
    });
    for (let length = 1; length <= whole.length; length += 1) {
      const text = redactBody(whole.slice(0, length));
      expect(text).not.toMatch(/Ad|ada/);
    }
    expect(redactBody(whole)).toBe('{"data":[{"id":7,"firstName":"…","email":"…","status":"new"}]}');
  });
});

describe('a path in the request log', () => {
  it('keeps numbers, dates and words of the channel', () => {
    const query = [
      ['roomId', '4815'],
      ['roomId', '1623'],
      ['modifiedFrom', '2027-03-01T08:00:00'],
      ['arrivalFrom', '2027-03-01'],
      ['status', 'cancelled'],
    ] as const;
    expect(redactPath('/bookings', query)).toBe(
      '/bookings?roomId=4815&roomId=1623&modifiedFrom=2027-03-01T08:00:00&arrivalFrom=2027-03-01&status=cancelled',
    );
    expect(redactPath('/bookings/48151623')).toBe('/bookings/48151623');
  });

  it('loses guests and secrets', () => {
    const query = [
      ['guestName', 'Ada'],
      ['email', 'ada@guest.example'],
      ['searchString', 'ada@guest.example'],
      ['key', TOKEN],
    ] as const;
    const text = redactPath(`/x/${TOKEN}`, query);
    for (const gone of ['Ada', 'ada@', TOKEN]) expect(text).not.toContain(gone);
  });
});
