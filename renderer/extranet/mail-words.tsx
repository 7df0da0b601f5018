import { ActButton } from '../ui/act-button.tsx';
import { Tag } from '../ui/sign.tsx';
import classes from './extranet.module.css';
import type { BookingForm, MailAnswer } from './use-booking.ts';

const KINDS: Readonly<Record<MailAnswer['kind'], string>> = {
  booking: 'A booking',
  change: 'A change',
  cancellation: 'A cancellation',
  unknown: 'What is it?',
};

/** What the mail is, whose it is where that is not plain, and what is here already. */
export function MailWords({ form }: { readonly form: BookingForm }) {
  const { mail } = form;
  if (!mail) return null;
  const { kind, kindWords, channelWords, candidates } = mail.answer;
  const isPlain = kind === 'booking' && channelWords === '' && candidates.length === 0;
  return (
    <div className={classes['mailWords']} data-plain={isPlain || undefined} role="status">
      {channelWords === '' ? null : <p>{channelWords}</p>}
      {mail.answer.connectionId === null ? null : (
        <p>
          <Tag tone={kind === 'booking' ? 'ok' : 'warn'}>{KINDS[kind]}</Tag> {kindWords}
        </p>
      )}
      {kind === 'cancellation' ? (
        <p>
          <ActButton size="xs" variant="default" onClick={form.forget}>
            It is a booking all the same
          </ActButton>
        </p>
      ) : null}
      {candidates.map(({ words, reservationId, arrival }) => (
        <p key={`${reservationId ?? 'block'}-${arrival}`}>Here already: {words}</p>
      ))}
    </div>
  );
}
