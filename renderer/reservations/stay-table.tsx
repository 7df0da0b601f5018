import { Table } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { ReservationRow } from '../../src/contract/reservations.ts';
import { formatMoney } from '../../src/domain/money.ts';
import { lengthOfStay } from '../../src/domain/stay-date.ts';
import { ago } from '../core/ages.ts';
import { useNow } from '../core/now.ts';
import { go } from '../core/route.ts';
import { guestLabel } from '../../src/domain/guest-label.ts';
import { useHotel } from '../core/use-hotel.ts';
import { dayDate, STATUS_WORDS } from '../core/words.ts';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Tag } from '../ui/sign.tsx';
import classes from './reservations.module.css';

/** Up and down lead from guest to guest; Enter opens. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-guest]')];
  const at = all.indexOf(event.target as HTMLElement);
  const next = all[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

/** Stays line by line. */
export function StayTable({ rows }: { readonly rows: readonly ReservationRow[] }) {
  const { currency } = useHotel();
  const now = useNow();
  return (
    <div className={classes['tableBox']} onKeyDown={moveFocus}>
      <Table highlightOnHover stickyHeader className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Guest</Table.Th>
            <Table.Th>Arrival</Table.Th>
            <Table.Th>Departure</Table.Th>
            <Table.Th className={classes['number']}>Nights</Table.Th>
            <Table.Th>Unit</Table.Th>
            <Table.Th className={classes['number']}>Guests</Table.Th>
            <Table.Th className={classes['number']}>Price</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Known</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.roomStayId} onClick={() => go('stays', row.id)} data-status={row.status}>
              <Table.Td>
                <span className={classes['guest']}>
                  <ChannelMark channel={row.channel} isNamed />
                  <button
                    type="button"
                    data-guest
                    className={classes['link']}
                    onClick={(event) => {
                      event.stopPropagation();
                      go('stays', row.id);
                    }}
                  >
                    {guestLabel(row)}
                  </button>
                </span>
              </Table.Td>
              <Table.Td>{dayDate(row.arrival)}</Table.Td>
              <Table.Td>{dayDate(row.departure)}</Table.Td>
              <Table.Td className={classes['number']}>{lengthOfStay(row)}</Table.Td>
              <Table.Td>
                {row.unitName ?? <Tag tone="warn">no unit yet</Tag>}{' '}
                <span className={classes['dim']}>{row.roomTypeName}</span>
              </Table.Td>
              <Table.Td className={classes['number']}>{row.guests || ''}</Table.Td>
              <Table.Td className={classes['number']}>
                {row.priceMinor === null ? '' : formatMoney({ minor: row.priceMinor, currency })}
              </Table.Td>
              <Table.Td>
                <StateOf row={row} />
              </Table.Td>
              <Table.Td className={classes['dim']}>{ago(row.receivedAt, now)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function StateOf({ row }: { readonly row: ReservationRow }) {
  if (row.hasConflict) return <Tag tone="danger">in a conflict</Tag>;
  if (row.isPendingRelease && row.status === 'cancelled')
    return <Tag tone="warn">cancelled, its channel still has it</Tag>;
  if (row.isPendingRelease) return <Tag tone="warn">may be cancelled</Tag>;
  return <span className={classes['dim']}>{STATUS_WORDS[row.status]}</span>;
}
