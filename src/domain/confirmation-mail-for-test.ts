import type { MailFacts, MailField, MailFieldKey, MailReading } from './confirmation-mail.ts';
import { mailLayoutOf } from './confirmation-mail-layout.ts';

const labels = {
  ...{ reference: ['booking id', 'confirmation no'], arrival: ['check-in'], departure: ['check-out'] },
  ...{ stay: ['stay dates'], nights: ['nights', 'no. of nights'], room: ['room type'], units: ['rooms'] },
  ...{ guestName: ['guest name'], guestFirst: ['first name'], guestLast: ['last name'], guests: ['guests'] },
  ...{ adults: ['adults'], children: ['children'], price: ['total price', 'net rate'] },
};

/** Invented: the wording of no channel. */
export const LAYOUT = mailLayoutOf({
  ...{ id: 'test.confirmation', version: 1, channel: 'agoda', lastCheckedOn: '2027-01-15' },
  ...{ marks: ['agoda'], booked: ['new booking'], cancelled: ['booking cancelled'], changed: ['amended'] },
  labels,
});

export const FACTS: MailFacts = {
  layout: LAYOUT,
  rooms: [
    { roomTypeId: 1, name: 'Standard Double Room' },
    { roomTypeId: 2, name: 'Garden Suite' },
  ],
  currency: 'EUR',
};

export const fieldOf = ({ fields }: MailReading, key: MailFieldKey): MailField<MailFieldKey> => {
  const field = fields.find((one) => one.key === key);
  if (!field) throw new Error(`There is no field ${key}`);
  return field;
};
