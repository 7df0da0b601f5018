/** The hotel as channels know it, what it sells (room types) and the numbered doors behind them (units). */
declare const idBrand: unique symbol;
/** A row's number, branded by what it numbers, so that a unit's can not stand where a room type's belongs. */
export type Id<Name extends string> = number & { readonly [idBrand]: Name };

export type PropertyId = Id<'property'>;
export type RoomTypeId = Id<'room-type'>;
export type UnitId = Id<'unit'>;

export interface Property {
  readonly id: PropertyId;
  readonly name: string;
  /** IANA zone, `Europe/Lisbon`: night boundaries are the property's, never the computer's. */
  readonly zone: string;
  /** ISO 4217. */
  readonly currency: string;
}

export interface RoomType {
  readonly id: RoomTypeId;
  readonly propertyId: PropertyId;
  readonly name: string;
  /** Guests that one unit sleeps. */
  readonly sleeps: number;
  readonly position: number;
}

export interface Unit {
  readonly id: UnitId;
  readonly roomTypeId: RoomTypeId;
  /** The number on the door. */
  readonly name: string;
  readonly note: string;
  readonly position: number;
}
