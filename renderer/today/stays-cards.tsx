import type { ReservationRow } from '../../src/contract/reservations.ts';
import type { ReservationStatus } from '../../src/domain/reservation.ts';
import { go } from '../core/route.ts';
import { paidWords, placeWords, stayTitle } from '../core/stay-words.ts';
import { useCommand } from '../core/use-command.ts';
import { useHotel } from '../core/use-hotel.ts';
import { STATUS_WORDS } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Tag } from '../ui/sign.tsx';
import classes from './today.module.css';

interface StaysProps {
  readonly rows: readonly ReservationRow[];
  readonly act: string;
  readonly from: ReservationStatus;
  readonly to: 'in-house' | 'departed';
}

function StayRows({ rows, act, from, to }: StaysProps) {
  const setStatus = useCommand('reservations.setStatus');
  const { currency } = useHotel();
  return (
    <Rows>
      {rows.map((row) => (
        <Row
          key={row.roomStayId}
          mark={<ChannelMark channel={row.channel} isNamed />}
          title={stayTitle(row)}
          text={[placeWords(row), paidWords(row, currency)].filter(Boolean).join(' · ')}
          onOpen={() => go('stays', row.id)}
          aside={
            <>
              {row.hasConflict ? <Tag tone="danger">in a conflict</Tag> : null}
              {row.isPendingRelease ? <Tag tone="warn">may be cancelled</Tag> : null}
              {row.status === from ? (
                <ActButton
                  variant="default"
                  size="xs"
                  disabled={setStatus.isRunning}
                  aria-label={`${act}: ${stayTitle(row)}`}
                  onClick={() => void setStatus.run({ id: row.id, status: to })}
                >
                  {act}
                </ActButton>
              ) : (
                <span>
                  {to === 'departed' && row.status === 'confirmed'
                    ? 'not checked in'
                    : STATUS_WORDS[row.status]}
                </span>
              )}
            </>
          }
        />
      ))}
    </Rows>
  );
}

export function ArrivalsCard({ rows }: { readonly rows: readonly ReservationRow[] }) {
  return (
    <Card title="Arrivals">
      {rows.length === 0 ? (
        <p className={classes['quiet']}>Nobody arrives today.</p>
      ) : (
        <StayRows rows={rows} act="Check in" from="confirmed" to="in-house" />
      )}
    </Card>
  );
}

export function DeparturesCard({ rows }: { readonly rows: readonly ReservationRow[] }) {
  return (
    <Card title="Departures">
      {rows.length === 0 ? (
        <p className={classes['quiet']}>Nobody leaves today.</p>
      ) : (
        <StayRows rows={rows} act="Check out" from="in-house" to="departed" />
      )}
    </Card>
  );
}
