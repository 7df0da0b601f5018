import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { GuestView } from '../../src/contract/guests.ts';
import type { ReservationView } from '../../src/contract/reservations.ts';
import { useKeys } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { count, dayDate, STATUS_WORDS } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Facts } from '../ui/facts.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { guestWords } from './guest-words.ts';
import { NotSamePerson } from './not-same-person.tsx';
import classes from './reservations.module.css';
import { SamePerson } from './same-person.tsx';

/** More of somebody's stays than these nobody reads here. */
const SHOWN = 4;

interface GuestCardProps {
  readonly reservation: ReservationView;
  readonly guestId: number;
}

/** Who it is, as a channel said: how to reach them, their other stays, and whether somebody else is the same person. */
export function GuestCard({ reservation, guestId }: GuestCardProps) {
  const guest = useQuery('guests.read', { id: guestId }, { keepsLast: true });
  const known = guest.value;
  return (
    <Card title="Guest" aside={known ? count(known.bookings, 'stay') : undefined}>
      <Answered of={guest} lines={4}>
        {(value) => <Known guest={value} reservationId={reservation.id} />}
      </Answered>
    </Card>
  );
}

interface KnownProps {
  readonly guest: GuestView;
  readonly reservationId: number;
}

function Known({ guest, reservationId }: KnownProps) {
  const others = guest.reservations.filter(({ id }) => id !== reservationId);
  return (
    <>
      <Facts
        rows={[
          ['Name', guest.name],
          ['E-mail', guest.email || 'not told'],
          ['Phone', guest.phone || 'not told'],
          ['Country', guest.country],
          ['Also known as', guest.merged.map(({ name }) => name).join(', ')],
        ]}
      />
      {others.length === 0 ? (
        <p className={classes['note']}>No other stay is known.</p>
      ) : (
        <div className={classes['otherStays']}>
          <Rows>
            {others.slice(0, SHOWN).map((other) => (
              <Row
                key={other.id}
                mark={<ChannelMark channel={other.channel} isNamed />}
                title={other.arrival === null ? 'A stay without nights' : `Arrives ${dayDate(other.arrival)}`}
                text={STATUS_WORDS[other.status]}
                onOpen={() => go('stays', other.id)}
              />
            ))}
          </Rows>
        </div>
      )}
      {others.length > SHOWN ? (
        <p className={classes['note']}>and {count(others.length - SHOWN, 'stay')} more</p>
      ) : null}
      <Alike guest={guest} />
      <WhoActs guest={guest} reservationId={reservationId} />
    </>
  );
}

/** Who looks like the same person, with one press to say so. */
function Alike({ guest }: { readonly guest: GuestView }) {
  const merge = useCommand('guests.merge');
  if (guest.alike.length === 0) return null;
  return (
    <section className={classes['alike']} aria-label="Perhaps the same person">
      <h3>Perhaps the same person</h3>
      <Rows>
        {guest.alike.slice(0, SHOWN).map((other) => (
          <Row
            key={other.id}
            mark={<IconUsers size={18} stroke={1.7} aria-hidden="true" />}
            title={other.name || 'No name'}
            text={guestWords(other)}
            aside={
              <ActButton
                size="xs"
                variant="default"
                aria-label={`Same person: ${other.name}, ${guestWords(other)}`}
                disabled={merge.isRunning}
                onClick={() => void merge.run({ keepId: guest.id, goneId: other.id })}
              >
                Same person
              </ActButton>
            }
          />
        ))}
      </Rows>
    </section>
  );
}

function WhoActs({ guest, reservationId }: KnownProps) {
  const [open, setOpen] = useState<'same' | 'not-same' | null>(null);
  const canSplit = guest.bookings > 1;
  const close = (): void => setOpen(null);
  useKeys('This guest', [
    { keys: 'G', says: 'Same person as another guest', run: () => setOpen('same') },
    {
      keys: 'P',
      says: 'Some stays are another person’s',
      run: canSplit ? () => setOpen('not-same') : undefined,
    },
  ]);
  return (
    <div className={classes['acts']} style={{ marginTop: 16 }}>
      <ActButton variant="default" keys="G" onClick={() => setOpen('same')}>
        Same person as…
      </ActButton>
      {canSplit ? (
        <ActButton variant="default" keys="P" onClick={() => setOpen('not-same')}>
          Not the same person…
        </ActButton>
      ) : null}
      <SamePerson guest={guest} isOpen={open === 'same'} onClose={close} />
      <NotSamePerson
        guest={guest}
        reservationId={reservationId}
        isOpen={open === 'not-same'}
        onClose={close}
      />
    </div>
  );
}
