import { NativeSelect } from '@mantine/core';
import { useHotel } from '../core/use-hotel.ts';

/** A room type as a whole, or one unit of it. */
export interface PlaceChoice {
  readonly roomTypeId: number;
  readonly unitId: number | null;
}

interface PlaceSelectProps {
  readonly label: string;
  readonly description?: string;
  readonly value: PlaceChoice | null;
  readonly onChange: (place: PlaceChoice | null) => void;
}

const keyOf = ({ roomTypeId, unitId }: PlaceChoice): string => `${roomTypeId}/${unitId ?? ''}`;

/** Chooses a unit, or a room type as a whole. */
export function PlaceSelect({ label, description, value, onChange }: PlaceSelectProps) {
  const { roomTypes } = useHotel();
  return (
    <NativeSelect
      label={label}
      description={description}
      value={value ? keyOf(value) : ''}
      onChange={(event) => {
        const [type, unit] = event.currentTarget.value.split('/');
        onChange(type ? { roomTypeId: Number(type), unitId: unit ? Number(unit) : null } : null);
      }}
      data={[
        { value: '', label: 'Choose …' },
        ...roomTypes.map((type) => ({
          group: type.name,
          items: [
            { value: keyOf({ roomTypeId: type.id, unitId: null }), label: `${type.name}: any unit` },
            ...type.units.map((unit) => ({
              value: keyOf({ roomTypeId: type.id, unitId: unit.id }),
              label: `${unit.name}, ${type.name}`,
            })),
          ],
        })),
      ]}
    />
  );
}
