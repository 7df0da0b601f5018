import { useState } from 'react';
import type { PropertyView } from '../../src/contract/property.ts';
import { useCommand } from '../core/use-command.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { AddRoomType } from './add-room-type.tsx';
import { RoomTypeDialog } from './room-type-dialog.tsx';
import classes from './settings.module.css';
import { UnitDialog } from './unit-dialog.tsx';

type RoomType = PropertyView['roomTypes'][number];
type Unit = RoomType['units'][number];

interface RoomTypesProps {
  readonly roomTypes: readonly RoomType[];
  /** In the set-up: the focus waits in the new line, and no notices. */
  readonly isFirst?: boolean;
}

/** Room types with their units: each opens to be changed; new ones are added below in one line. */
export function RoomTypes({ roomTypes, isFirst = false }: RoomTypesProps) {
  const [typeId, setTypeId] = useState<number | null>(null);
  const [unitId, setUnitId] = useState<number | null>(null);
  const remove = useCommand('roomTypes.remove');
  const unit = roomTypes.flatMap((type) => type.units).find((one) => one.id === unitId);
  const unitType = roomTypes.find((type) => type.units.some((one) => one.id === unitId));
  return (
    <>
      {roomTypes.length === 0 ? (
        <p className={classes['dim']}>
          A room type is what is sold (“Standard double”); its units are the numbered doors.
        </p>
      ) : null}
      {roomTypes.map((type) => (
        <div key={type.id} className={classes['type']}>
          <div className={classes['typeHead']}>
            <b>
              {type.name}{' '}
              <small>
                sleeps {type.sleeps} · {count(type.units.length, 'unit')}
              </small>
            </b>
            <ActButton
              size="xs"
              variant="default"
              aria-label={`Change ${type.name}`}
              onClick={() => setTypeId(type.id)}
            >
              Change
            </ActButton>
            {type.units.length === 0 ? (
              <ActButton
                size="xs"
                variant="default"
                aria-label={`Remove ${type.name}`}
                disabled={remove.isRunning}
                onClick={() => void remove.run({ id: type.id })}
              >
                Remove
              </ActButton>
            ) : null}
          </div>
          <ul className={classes['units']}>
            {type.units.map((one: Unit) => (
              <li key={one.id}>
                <button type="button" className={classes['unit']} onClick={() => setUnitId(one.id)}>
                  {one.name} {one.note === '' ? null : <small>{one.note}</small>}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <AddRoomType isFirst={isFirst} />
      <RoomTypeDialog
        type={roomTypes.find((type) => type.id === typeId) ?? null}
        onClose={() => setTypeId(null)}
      />
      <UnitDialog
        unit={unit ?? null}
        roomTypeId={unitType?.id ?? 0}
        roomTypes={roomTypes}
        onClose={() => setUnitId(null)}
      />
    </>
  );
}
