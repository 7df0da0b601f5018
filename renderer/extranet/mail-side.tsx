import { Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { LONGEST_MAIL } from '../../src/domain/confirmation-mail.ts';
import { count } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import type { FoundField } from './draft.ts';
import classes from './extranet.module.css';
import { piecesOf } from './mail-text.ts';
import type { BookingForm, Mail } from './use-booking.ts';

interface MailSideProps {
  readonly form: BookingForm;
  /** The field that has the focus: its place in the mail stands out. */
  readonly field: FoundField | null;
}

/** A place to paste a confirmation mail; then its text, with each place that something was taken from. */
export function MailSide({ form, field }: MailSideProps) {
  return (
    <section className={classes['side']} aria-label="Confirmation mail">
      {form.mail ? <MailText mail={form.mail} form={form} field={field} /> : <Paste form={form} />}
    </section>
  );
}

function Paste({ form }: Pick<MailSideProps, 'form'>) {
  return (
    <Textarea
      classNames={{
        root: classes['paste'] ?? '',
        wrapper: classes['pasteBox'] ?? '',
        input: classes['pasteBox'] ?? '',
      }}
      data-paste
      label="Or paste the confirmation mail"
      description="Its text fills the form and is looked through by you. Nothing of it is kept, and nothing is saved before you save it."
      placeholder="Ctrl+V here, or in any field"
      maxLength={LONGEST_MAIL}
      disabled={form.isReading}
      onPaste={(event) => {
        event.preventDefault();
        event.stopPropagation();
        const text = event.clipboardData.getData('text');
        if (text.trim() !== '') void form.readMail(text);
      }}
      onChange={(event) => {
        // dropped into it: browsers give no paste for that
        if (event.currentTarget.value.includes('\n')) void form.readMail(event.currentTarget.value);
      }}
    />
  );
}

function MailText({ mail, form, field }: MailSideProps & { readonly mail: Mail }) {
  const text = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (field === null) return;
    text.current?.querySelector(`[data-keys~="${field}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [field, mail]);
  const { answer, dropped } = mail;
  return (
    <>
      <div className={classes['sideHead']}>
        <h3>The mail</h3>
        <ActButton size="xs" variant="default" onClick={form.forget}>
          Another mail
        </ActButton>
      </div>
      {dropped > 0 ? (
        <p className={classes['small']}>
          {count(dropped, 'number')} that looked like card data {dropped === 1 ? 'was' : 'were'} left out, and{' '}
          {dropped === 1 ? 'is' : 'are'} kept nowhere.
        </p>
      ) : null}
      <pre ref={text} className={classes['mail']} tabIndex={0} aria-label="Text of the mail">
        {piecesOf(mail.text, answer.fields).map((piece) =>
          piece.keys.length === 0 ? (
            <span key={piece.from}>{piece.text}</span>
          ) : (
            <mark
              key={piece.from}
              data-keys={piece.keys.join(' ')}
              data-now={(field !== null && piece.keys.some((key) => key === field)) || undefined}
            >
              {piece.text}
            </mark>
          ),
        )}
      </pre>
    </>
  );
}
