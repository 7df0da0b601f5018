import { useEffect, useRef } from 'react';
import type { ExtranetTwin } from '../../src/contract/extranet-bookings.ts';
import { useKeys } from '../core/keys.ts';
import { showWords } from '../core/notices.tsx';
import { go } from '../core/route.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ChannelMark } from '../ui/channel-mark.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { closeExtranetDialog } from './dialogs.ts';
import classes from './extranet.module.css';
import { twinLines } from './twin-lines.ts';
import type { Asked, BookingForm } from './use-booking.ts';

interface TwinsProps {
  readonly form: BookingForm;
  readonly asked: Asked;
  readonly roomTypeName: string;
  readonly channelName: string;
}

/** What was typed beside what is here already: a person says whether it is the same. */
export function Twins({ form, asked, roomTypeName, channelName }: TwinsProps) {
  const { booking, candidates, canInsist } = asked;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const isKnown = candidates.some(({ reason }) => reason === 'same-reference');
  const back = (): void => {
    form.setAsked(null);
    form.focus('reference');
  };
  const isThis = (twin: ExtranetTwin): void => {
    if (twin.reason === 'same-reference' && canInsist) return void form.save(booking);
    closeExtranetDialog();
    showWords('Nothing was entered: it is here already.');
    if (twin.reservationId !== null) go('stays', twin.reservationId);
  };
  const another = isKnown ? undefined : () => void form.save(booking);
  useKeys(
    'Is it this one?',
    [
      ...candidates.slice(0, 9).map((twin, index) => ({
        keys: String(index + 1),
        says: `It is this one: ${twin.words}`,
        run: () => isThis(twin),
      })),
      ...(another && canInsist ? [{ keys: 'A', says: 'It is another booking', run: another }] : []),
      { keys: 'G', says: 'Go back to the form', run: back },
    ],
    box,
  );
  const typed = { ...booking, roomTypeName, channelName };
  return (
    <div ref={box} tabIndex={-1} className={classes['twins']}>
      <p>{asked.words}</p>
      <div className={classes['twinCards']}>
        {candidates.map((twin, index) => (
          <section key={`${twin.reservationId ?? 'block'}-${twin.arrival}`} className={classes['twin']}>
            <h3>
              <ChannelMark channel={twin.channel} isNamed /> {twin.words}
            </h3>
            <table>
              <thead>
                <tr>
                  <td />
                  <th scope="col">You typed</th>
                  <th scope="col">Here</th>
                </tr>
              </thead>
              <tbody>
                {twinLines(typed, twin, form.today).map((line) => (
                  <tr key={line.label} data-differs={!line.isSame || undefined}>
                    <th scope="row">{line.label}</th>
                    <td>{line.typed}</td>
                    <td>
                      {line.here}
                      {line.isSame ? null : <span className={classes['differs']}> ≠ differs</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <ActButton
              keys={index < 9 ? String(index + 1) : undefined}
              variant={index === 0 ? 'filled' : 'default'}
              disabled={form.isSaving}
              onClick={() => isThis(twin)}
            >
              {twin.reason === 'same-reference' && canInsist
                ? 'It is this one: have it as I typed it'
                : 'It is this one'}
            </ActButton>
          </section>
        ))}
      </div>
      <DialogActs>
        <ActButton variant="default" keys="G" onClick={back}>
          {isKnown ? 'It is another booking: look at the number again' : 'Back to the form'}
        </ActButton>
        {another && canInsist ? (
          <ActButton variant="default" keys="A" disabled={form.isSaving} onClick={another}>
            It is another booking
          </ActButton>
        ) : null}
      </DialogActs>
    </div>
  );
}
