import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutputOf } from '../contract/index.ts';
import { channelHotel, type ChannelHotel } from '../testing/channel-hotel.ts';

let hotel: ChannelHotel;
let agoda: number;
beforeEach(async () => {
  hotel = await channelHotel();
  agoda = await keep('agoda');
});
afterEach(() => hotel.close());

async function keep(provider: 'agoda' | 'gommt' | 'booking-extranet'): Promise<number> {
  const { connectionId } = await hotel.client.call('checklists.setUp', {
    ...{ provider, propertyName: 'Casa Prova', propertyId: '884210', shows: 'as-here' },
    rooms: [{ roomTypeId: hotel.roomTypes.suites, name: 'Garden Suite', externalId: '12' }],
  });
  return connectionId;
}

const read = (text: string, connectionId?: number) =>
  hotel.client.call('extranet.readMail', { text, ...(connectionId === undefined ? {} : { connectionId }) });
const values = ({ fields }: OutputOf<'extranet.readMail'>) =>
  Object.fromEntries(fields.map(({ key, value }) => [key, value]));

// invented
const AGODA = `Agoda: new booking confirmation
Booking ID 771204118
Customer First Name: Nadia
Customer Last Name: Osei
Check-in: 10 Mar 2027
Check-out: 13 Mar 2027
Room Type: Garden Suite
No. of rooms: 1
Occupancy: 2 Adults
Net rate: EUR 480.00
Card number 4111 1111 1111 1111, CVV 737`;

const GOMMT = `MakeMyTrip - Hotel Booking Voucher
Booking ID: NH71234567890124
Primary Guest Name: Asha Iyer
Check In: Mar 20, 2027    Check Out: Mar 22, 2027
Room Category: Garden Suite
Total No. of Rooms: 1
Guests: 2 Adults 1 Child
Property Gross Charges: INR 9,500.00`;

const BOOKING = `Booking.com
New booking
Confirmation number: 4012345678
Check-in
Sat 20 Mar 2027
Check-out
Mon 22 Mar 2027
Guest name:
Tomas Pereira
Total guests:
2
Garden Suite
Total price: \u20ac 320`;

describe('a pasted confirmation', () => {
  it('fills the form, is entered with it, and is known when it is pasted again', async () => {
    const said = await read(AGODA);
    expect(said).toMatchObject({ connectionId: agoda, channelWords: '', kind: 'booking', dropped: 2 });
    expect(values(said)).toEqual({
      ...{ reference: '771204118', arrival: '2027-03-10', departure: '2027-03-13', nights: null },
      ...{ room: hotel.roomTypes.suites, units: 1, guestName: 'Nadia Osei', guests: 2, price: 48_000 },
    });
    expect(JSON.stringify(said)).not.toMatch(/4111|737/);
    expect(said.candidates).toEqual([]);
    await hotel.client.call('extranet.book', {
      ...{ connectionId: agoda, reference: '771204118', roomTypeId: hotel.roomTypes.suites, guests: 2 },
      ...{ arrival: '2027-03-10', departure: '2027-03-13', guestName: 'Nadia Osei', priceMinor: 48_000 },
    });
    expect((await read(AGODA)).candidates).toMatchObject([{ reason: 'same-reference' }]);
    const cancelled = await read('Agoda\nYour booking has been cancelled\nBooking ID: 771204118');
    expect(cancelled).toMatchObject({ kind: 'cancellation', candidates: [{ reason: 'same-reference' }] });
  });

  it('is read in the words of each channel', async () => {
    await keep('gommt');
    await keep('booking-extranet');
    expect(values(await read(GOMMT))).toMatchObject({
      ...{ reference: 'NH71234567890124', arrival: '2027-03-20', departure: '2027-03-22', units: 1 },
      ...{ guestName: 'Asha Iyer', guests: 3, room: hotel.roomTypes.suites, price: null },
    });
    const price = (await read(GOMMT)).fields.find(({ key }) => key === 'price');
    expect(price?.words).toBe(
      'It says INR 9,500.00, and this hotel counts in EUR. Type what that is in EUR.',
    );
    expect(values(await read(BOOKING))).toMatchObject({
      ...{ reference: '4012345678', arrival: '2027-03-20', departure: '2027-03-22' },
      ...{ guestName: 'Tomas Pereira', guests: 2, room: hotel.roomTypes.suites, price: 32_000 },
    });
  });

  it('asks whose it is where it does not say, and says where it reads like another one', async () => {
    expect(await read('Booking ID: 5')).toMatchObject({
      ...{
        connectionId: null,
        fields: [],
        channelWords: expect.stringMatching(/^This does not say/) as string,
      },
    });
    expect((await read(GOMMT)).channelWords).toMatch(/of GoMMT, which is not kept by hand here/);
    const said = await read(GOMMT, agoda);
    expect(said.channelWords).toBe('This reads like a mail of GoMMT, not of Agoda.');
    await keep('gommt');
    expect((await read('Agoda or MakeMyTrip')).channelWords).toMatch(/Say whose mail it is/);
  });

  it('is refused where it is longer than any mail', async () => {
    await expect(read('x'.repeat(1_000_001))).rejects.toThrow(/longer than any mail/);
  });

  it('leaves nothing behind', async () => {
    const count = () => {
      const [tables] = [hotel.store.read.prepare('SELECT count(*) FROM command_log').pluck<number>()];
      return tables;
    };
    const before = count();
    await read(AGODA);
    expect(count()).toEqual(before);
  });
});
