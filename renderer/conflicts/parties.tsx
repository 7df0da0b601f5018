import type { ConflictView } from '../../src/contract/conflicts.ts';
import { channelName } from '../../src/domain/channel.ts';
import { formatMoney } from '../../src/domain/money.ts';
import { go } from '../core/route.ts';
import { useHotel } from '../core/use-hotel.ts';
import { moment, STATUS_WORDS, stayWords } from '../core/words.ts';
import { channelColour } from '../styles/channels.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Facts } from '../ui/facts.tsx';
import { NightStrip, windowAround } from '../ui/night-strip.tsx';
import classes from './conflicts.module.css';

type Party = ConflictView['parties'][number];

/** All sides of the conflict beside each other, and their nights one above the other. */
export function Parties({ conflict }: { readonly conflict: ConflictView }) {
  const window = windowAround(conflict.parties);
  return (
    <Card title="Side by side">
      <div className={classes['parties']}>
        {conflict.parties.map((party) => (
          <Side key={`${party.type}-${party.id}`} party={party} currency={conflict.currency} />
        ))}
      </div>
      {window ? (
        <NightStrip
          window={window}
          shared={{ arrival: conflict.firstNight, departure: conflict.departure }}
          lines={conflict.parties.map((party) => ({
            key: `${party.type}-${party.id}`,
            label: (
              <>
                <ChannelMark channel={party.channel} /> {party.label}
              </>
            ),
            ranges: [party],
            colour: channelColour(party.channel),
          }))}
        />
      ) : null}
    </Card>
  );
}

function Side({ party, currency }: { readonly party: Party; readonly currency: string }) {
  const { zone } = useHotel();
  const { reservationId } = party;
  return (
    <article
      className={classes['party']}
      style={{ '--party-colour': channelColour(party.channel) } as React.CSSProperties}
    >
      <div className={classes['partyHead']}>
        <ChannelMark channel={party.channel} size="large" />
        <span>
          {party.label}
          <br />
          <small>
            {party.type === 'block' ? `closed by ${channelName(party.channel)}` : channelName(party.channel)}
          </small>
        </span>
      </div>
      <Facts
        rows={[
          ['Nights', stayWords(party)],
          [
            'Unit',
            `${party.unitName ?? 'none yet'}, ${party.roomTypeName}${party.isLocked ? ' (locked)' : ''}`,
          ],
          ['Guests', party.guests || null],
          ['Price', party.priceMinor === null ? null : formatMoney({ minor: party.priceMinor, currency })],
          ['Status', party.status === null ? null : STATUS_WORDS[party.status]],
          ['Booking', party.channelRef],
          ['Booked', party.bookedAt === null ? null : moment(party.bookedAt, zone)],
          ['Known here', moment(party.receivedAt, zone)],
          ['Read from', party.feedLabel],
        ]}
      />
      {reservationId === null ? null : (
        <ActButton mt="sm" size="xs" variant="default" onClick={() => go('stays', reservationId)}>
          Open the stay
        </ActButton>
      )}
    </article>
  );
}
