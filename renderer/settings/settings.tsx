import { SecretsNote } from '../channels/secrets-note.tsx';
import { useHotel } from '../core/use-hotel.ts';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { Backup } from './backup.tsx';
import { History } from './history.tsx';
import { PropertyForm } from './property-form.tsx';
import { RoomTypes } from './room-types.tsx';
import classes from './settings.module.css';

/** The hotel, its rooms, how Bellhop looks here, and what was done. */
export function Settings() {
  const { name, zone, currency, roomTypes } = useHotel();
  return (
    <Page title="Settings">
      <SecretsNote />
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <Card title="Hotel">
            <PropertyForm
              key={`${name} ${zone} ${currency}`}
              name={name}
              zone={zone}
              currency={currency}
              act="Save"
            />
          </Card>
          <Card title="Room types and units">
            <RoomTypes roomTypes={roomTypes} />
          </Card>
        </div>
        <div className={classes['column']}>
          <Card title="Appearance">
            <Appearance />
          </Card>
          <Card title="Backup">
            <Backup />
          </Card>
          <Card title="History">
            <History />
          </Card>
          <Card title="About">
            <About />
          </Card>
        </div>
      </div>
    </Page>
  );
}
