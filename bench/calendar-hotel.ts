import { type DayNumber, stayDate } from '../src/domain/stay-date.ts';
import type { Store, WriteHandle } from '../src/store/database.ts';

export interface HotelSize {
  readonly units: number;
  readonly stays: number;
  /** Day number from which the units fill up. */
  readonly firstDay: number;
}

const TYPES = 10;

/** Ten room types, each unit filled from the first day on with stays of 1 to 6 nights and some gaps. */
export function fillHotel(store: Store, { units, stays, firstDay }: HotelSize): void {
  store.write((tx) => {
    tx.run("INSERT INTO property (name, zone, currency, created_at) VALUES ('Bench', 'UTC', 'EUR', 0)");
    for (let type = 0; type < TYPES; type++)
      tx.run('INSERT INTO room_type (property_id, name, position) VALUES (1, ?, ?)', `Type ${type}`, type);
    for (let unit = 0; unit < units; unit++) {
      tx.run(
        'INSERT INTO unit (room_type_id, name, position) VALUES (?, ?, ?)',
        1 + (unit % TYPES),
        `U${unit}`,
        unit,
      );
      fillUnit(tx, unit, Math.ceil(stays / units), firstDay + (unit % 5));
    }
  });
}

function fillUnit(tx: WriteHandle, unit: number, stays: number, firstDay: number): void {
  let day = firstDay;
  for (let count = 0; count < stays; count++) {
    const nights = 1 + ((unit * 7 + count * 13) % 6);
    const { id } = tx.run(
      "INSERT INTO reservation (property_id, channel, status, guest_name, received_at) VALUES (1, 'airbnb', 'confirmed', ?, 0)",
      `Guest ${unit}-${count}`,
    );
    tx.run(
      'INSERT INTO room_stay (reservation_id, room_type_id, unit_id, arrival, departure) VALUES (?, ?, ?, ?, ?)',
      id,
      1 + (unit % TYPES),
      unit + 1,
      stayDate(day as DayNumber),
      stayDate((day + nights) as DayNumber),
    );
    day += nights + (count % 3 === 0 ? 1 : 0);
  }
}
