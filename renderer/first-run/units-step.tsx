import type { PropertyView } from '../../src/contract/property.ts';
import { RoomTypes } from '../settings/room-types.tsx';
import { ActButton } from '../ui/act-button.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { useSetUp } from './set-up.ts';

/** Room types and their units, a line each. */
export function UnitsStep({ view }: { readonly view: PropertyView }) {
  const units = view.roomTypes.reduce((sum, type) => sum + type.units.length, 0);
  return (
    <>
      <RoomTypes isFirst roomTypes={view.roomTypes} />
      <DialogActs>
        <ActButton variant="default" onClick={() => useSetUp.setState({ step: 0 })}>
          Back
        </ActButton>
        <ActButton disabled={units === 0} onClick={() => useSetUp.setState({ step: 2 })}>
          Next: calendars
        </ActButton>
      </DialogActs>
    </>
  );
}
