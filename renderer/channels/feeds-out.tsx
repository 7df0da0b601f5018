import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExportRow } from '../../src/contract/exports.ts';
import { CHANNEL_FACTS, channelName, CHANNELS } from '../../src/domain/channel.ts';
import { ago, stretch } from '../core/ages.ts';
import { useNow } from '../core/now.ts';
import { useQuery } from '../core/use-query.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered, EmptyState } from '../ui/answers.tsx';
import { Card } from '../ui/card.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { Row, Rows } from '../ui/row.tsx';
import classes from './channels.module.css';
import { ExportDrawer } from './export-drawer.tsx';
import { ExportFolder } from './export-folder.tsx';

const placeOf = (row: ExportRow): string => row.unitName ?? `${row.roomTypeName}, any unit`;
const byChannel = (a: ExportRow, b: ExportRow): number =>
  CHANNELS.indexOf(a.channel) - CHANNELS.indexOf(b.channel) || placeOf(a).localeCompare(placeOf(b));

/** The calendars that Bellhop writes, and how far the channels have read them. */
export function FeedsOut({ onAdd }: { readonly onAdd: () => void }) {
  const exports = useQuery('exports.list', {}, { everyMs: 60_000 });
  const [openId, setOpenId] = useState<number | null>(null);
  return (
    <Answered of={exports}>
      {({ rows, folder, isServed }) => (
        <div className={classes['stack']}>
          <Reach isServed={isServed} />
          {rows.length === 0 ? (
            <EmptyState
              title="No calendars out yet"
              sign={<IconUpload size={28} stroke={1.6} />}
              actions={
                <ActButton keys="A" onClick={onAdd}>
                  Add a calendar out
                </ActButton>
              }
            >
              A channel closes the nights that others sold by reading a calendar from you. Bellhop writes one
              per unit or room type and channel, without what came from that channel itself.
            </EmptyState>
          ) : (
            <Card title="Calendars that Bellhop writes" aside={count(rows.length, 'calendar')}>
              <Rows>
                {[...rows].sort(byChannel).map((row) => (
                  <ExportLine key={row.id} row={row} onOpen={() => setOpenId(row.id)} />
                ))}
              </Rows>
            </Card>
          )}
          <ExportFolder folder={folder} />
          <ExportDrawer row={rows.find((row) => row.id === openId) ?? null} onClose={() => setOpenId(null)} />
        </div>
      )}
    </Answered>
  );
}

/** The plain words about what a channel can reach. */
function Reach({ isServed }: { readonly isServed: boolean }) {
  return (
    <section className={classes['note']} style={{ margin: 0 }}>
      <h2>A channel needs an address it can reach</h2>
      <p className={classes['small']}>
        {isServed
          ? 'Bellhop serves these calendars on this computer only. A channel on the internet can not fetch them from here.'
          : 'At present these calendars are not served on this computer.'}{' '}
        Written to a folder, they can be put on your own web space; a file on this computer alone is not
        synchronised with any channel. A relay that does this for you comes later.
      </p>
    </section>
  );
}

function fetchedWords(row: ExportRow, now: number): string {
  if (row.fetchedAt === null) return 'not fetched yet';
  const by = row.fetchedBy === null ? '' : ` by ${row.fetchedBy}`;
  const has =
    row.fetchedVersion === row.version ? 'has every stay' : `had version ${row.fetchedVersion ?? '?'}`;
  return `fetched ${ago(row.fetchedAt, now)}${by}, ${has}`;
}

function ExportLine({ row, onOpen }: { readonly row: ExportRow; readonly onOpen: () => void }) {
  const now = useNow();
  const pickUp = CHANNEL_FACTS[row.channel].pickUpMinutes;
  const isBehind = row.fetchedAt !== null && row.fetchedVersion !== row.version;
  const parts = [
    `${count(row.nights, 'night')} closed`,
    row.changedAt === null ? 'not written yet' : `version ${row.version}, changed ${ago(row.changedAt, now)}`,
    fetchedWords(row, now),
    pickUp ? `${channelName(row.channel)} usually reads within ${stretch(pickUp.usual * 60_000)}` : '',
    row.writeFailure ?? '',
  ];
  return (
    <Row
      mark={<ChannelMark channel={row.channel} size="large" />}
      title={`${placeOf(row)} for ${channelName(row.channel)}`}
      text={parts.filter((part) => part !== '').join(' · ')}
      onOpen={onOpen}
      aside={
        <>
          <span className={classes['state']} data-tone={isBehind || row.writeFailure ? 'warn' : 'plain'}>
            {row.writeFailure ? 'not written' : isBehind ? 'not seen yet' : ''}
          </span>
          <ActButton
            size="xs"
            variant="default"
            aria-label={`Open: ${placeOf(row)} for ${channelName(row.channel)}`}
            onClick={onOpen}
          >
            Open
          </ActButton>
        </>
      }
    />
  );
}
