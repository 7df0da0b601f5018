import { Drawer, Switch } from '@mantine/core';
import { useState } from 'react';
import type { ExportRow } from '../../src/contract/exports.ts';
import { channelName } from '../../src/domain/channel.ts';
import { sayNights } from '../../src/domain/say-nights.ts';
import { copyText } from '../core/copy-text.ts';
import { showWords } from '../core/notices.tsx';
import { coreToday } from '../core/now.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { monthsCovered, MonthStrips } from '../ui/month-strips.tsx';
import classes from './channels.module.css';

interface ExportDrawerProps {
  readonly row: ExportRow | null;
  readonly onClose: () => void;
}

/** One calendar out: what the channel will see, its address on request, and its switches. */
export function ExportDrawer({ row, onClose }: ExportDrawerProps) {
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      position="right"
      size={620}
      title={row ? `${row.unitName ?? row.roomTypeName} for ${channelName(row.channel)}` : ''}
    >
      {row ? (
        <div>
          <Seen row={row} />
          <Address row={row} />
          <ExportSwitches row={row} onRemoved={onClose} />
        </div>
      ) : null}
    </Drawer>
  );
}

function Seen({ row }: { readonly row: ExportRow }) {
  const preview = useQuery('exports.preview', { id: row.id });
  return (
    <section className={classes['section']}>
      <h3>What {channelName(row.channel)} will see</h3>
      <Answered of={preview}>
        {({ nights, leftOut, text, version }) => {
          const from = nights.map((range) => range.arrival).sort()[0];
          return (
            <>
              <p>
                Version {version}: {sayNights(nights, coreToday())}.
              </p>
              {from ? (
                <MonthStrips ranges={nights} from={from} months={monthsCovered(nights, from, 4)} />
              ) : null}
              {leftOut.length > 0 ? (
                <details className={classes['fold']}>
                  <summary>Left out: {leftOut.length}</summary>
                  <ul className={classes['reasons']}>
                    {leftOut.map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                </details>
              ) : null}
              <details className={classes['fold']}>
                <summary>The document itself</summary>
                <pre className={classes['document']} tabIndex={0}>
                  {text}
                </pre>
              </details>
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function Address({ row }: { readonly row: ExportRow }) {
  const rotate = useCommand('exports.rotate');
  const reveal = useCommand('exports.reveal');
  const copy = async (): Promise<void> => {
    const told = await reveal.run({ id: row.id }, { isQuiet: true });
    if (!told) return;
    if (told.address === null)
      return showWords('This calendar is not served at present, so it has no address.');
    const isCopied = await copyText(told.address);
    showWords(
      isCopied
        ? 'Copied. Whoever has this address can read the calendar: treat it like a password.'
        : 'The clipboard is closed to Bellhop here, so the address could not be copied.',
    );
  };
  return (
    <section className={classes['section']}>
      <h3>Address</h3>
      <p className={classes['small']}>It can be guessed by nobody, and it works on this computer only.</p>
      <div className={classes['acts']}>
        <ActButton variant="default" onClick={() => void copy()}>
          Copy the address
        </ActButton>
        <ActButton
          variant="default"
          disabled={rotate.isRunning}
          title="The old address stops answering at once"
          onClick={() => void rotate.run({ id: row.id })}
        >
          Give it a new address
        </ActButton>
      </div>
    </section>
  );
}

function ExportSwitches({ row, onRemoved }: { readonly row: ExportRow; readonly onRemoved: () => void }) {
  const change = useCommand('exports.change');
  const remove = useCommand('exports.remove');
  const [isSure, setSure] = useState(false);
  const { id } = row;
  const takeAway = async (): Promise<void> => {
    if (await remove.run({ id })) onRemoved();
  };
  return (
    <section className={classes['section']}>
      <h3>Settings</h3>
      <Switch
        label="Show guest names"
        description="Off unless you need it: the channel then learns who sleeps there."
        checked={row.showGuestNames}
        disabled={change.isRunning}
        onChange={(event) => void change.run({ id, showGuestNames: event.currentTarget.checked })}
      />
      <Switch
        label="Write times into the entries"
        description="For readers that do not understand whole days."
        checked={row.withTimes}
        disabled={change.isRunning}
        onChange={(event) => void change.run({ id, withTimes: event.currentTarget.checked })}
      />
      <div className={classes['acts']}>
        {isSure ? (
          <>
            <ActButton color="danger" disabled={remove.isRunning} onClick={() => void takeAway()}>
              Remove: its address stops answering
            </ActButton>
            <ActButton variant="default" onClick={() => setSure(false)}>
              Leave it
            </ActButton>
          </>
        ) : (
          <ActButton variant="default" onClick={() => setSure(true)}>
            Remove this calendar…
          </ActButton>
        )}
      </div>
    </section>
  );
}
