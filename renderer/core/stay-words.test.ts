import { describe, expect, it } from 'vitest';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { crowdWords, paidWords, placeWords } from './stay-words.ts';

describe('the words for a stay', () => {
  it('names the guest, or what is known instead', () => {
    expect(guestLabel({ guestName: 'Tanaka', channel: 'airbnb', channelRef: 'HMX' })).toBe('Tanaka');
    expect(guestLabel({ guestName: '', channel: 'airbnb', channelRef: 'HMX' })).toBe('Airbnb guest HMX');
    expect(guestLabel({ guestName: '', channel: 'booking', channelRef: null })).toBe('Booking.com guest');
  });

  it('says where the guest sleeps', () => {
    expect(placeWords({ unitName: '301', roomTypeName: 'Deluxe king' })).toBe('301 Deluxe king');
    expect(placeWords({ unitName: null, roomTypeName: 'Deluxe king' })).toBe('Deluxe king, no unit yet');
  });

  it('says what is still to pay', () => {
    expect(paidWords({ priceMinor: null, paidMinor: 0 }, 'EUR')).toBe('');
    expect(paidWords({ priceMinor: 12_000, paidMinor: 12_000 }, 'EUR')).toBe('paid');
    expect(paidWords({ priceMinor: 12_000, paidMinor: 2_000 }, 'EUR')).toBe('€100.00 to pay');
    expect(paidWords({ priceMinor: 12_000, paidMinor: 2_000 }, 'JPY')).toBe('¥10,000 to pay');
  });

  it('warns of more guests than the room sleeps', () => {
    const king = { name: 'Deluxe king', sleeps: 2 };
    expect(crowdWords(2, king)).toBeNull();
    expect(crowdWords(3, king)).toBe('Deluxe king sleeps 2: 3 guests need an extra bed or another room.');
    expect(crowdWords(9, undefined)).toBeNull();
  });
});
