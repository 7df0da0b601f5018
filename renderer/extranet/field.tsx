import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MailFieldView } from '../../src/contract/extranet-bookings.ts';
import { type Tone, Tag } from '../ui/sign.tsx';
import { type FoundField, fieldText } from './draft.ts';
import classes from './extranet.module.css';
import type { BookingForm } from './use-booking.ts';

/** Said by word, sign and tone. */
const MARKS: Readonly<Record<MailFieldView['sure'], readonly [tone: Tone, words: string]>> = {
  sure: ['ok', '✓ sure'],
  check: ['warn', '! check'],
  open: ['info', '? open'],
};

interface FieldProps {
  readonly form: BookingForm;
  readonly field: FoundField;
  readonly label: string;
  readonly onFocus: (field: FoundField) => void;
  /** Said below while a mail says nothing of it. */
  readonly hint?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly isNumber?: boolean;
  /** A list to choose from. */
  readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly isFirst?: boolean;
}

/** One field of the form, with the mark of what a mail said and, where a person has to say, what it may be. */
export function Field({ form, field, label, onFocus, hint, options, isFirst, ...rest }: FieldProps) {
  const said = form.said(field);
  const value = form.draft[field];
  // the one that follows is open only as long as the other one is
  const isSettled =
    said?.sure === 'open' && (field === form.draft.follows || (value !== '' && said.choices.length === 0));
  const mark = isSettled ? undefined : said;
  const shared = {
    label: <Label text={label} said={mark} />,
    description: below(mark, hint),
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as (
      'label' | 'input' | 'error' | 'description'
    )[],
    error: form.error(field),
    value,
    'data-field': field,
    'data-autofocus': isFirst === true || undefined,
    'data-sure': mark?.sure,
    onFocus: () => onFocus(field),
    onBlur: () => form.leave(field),
  };
  return (
    <div className={classes['field']}>
      {options ? (
        <NativeSelect
          {...shared}
          data={[{ value: '', label: 'Choose …' }, ...options]}
          onChange={(event) => form.set(field, event.currentTarget.value)}
        />
      ) : (
        <TextInput
          {...shared}
          autoComplete="off"
          placeholder={rest.placeholder ?? ''}
          inputMode={rest.isNumber ? 'decimal' : 'text'}
          maxLength={field === 'reference' ? 60 : 120}
          onChange={(event) => form.set(field, event.currentTarget.value)}
        />
      )}
      {mark && mark.choices.length < (options?.length ?? Infinity) ? (
        <Choices form={form} field={field} said={mark} />
      ) : null}
    </div>
  );
}

function below(said: MailFieldView | undefined, hint: string | undefined): ReactNode {
  return said && said.words !== '' ? <span className={classes['look']}>{said.words}</span> : hint;
}

function Label({ text, said }: { readonly text: string; readonly said: MailFieldView | undefined }) {
  if (!said) return text;
  const [tone, words] = MARKS[said.sure];
  return (
    <span className={classes['label']}>
      {text} <Tag tone={tone}>{words}</Tag>
    </span>
  );
}

/** What it may be: never chosen for them, also where just one goes with the rest. */
function Choices({
  form,
  field,
  said,
}: {
  readonly form: BookingForm;
  readonly field: FoundField;
  readonly said: MailFieldView;
}) {
  if (said.choices.length === 0) return null;
  const areAlike = said.choices.every(({ fits }) => fits);
  return (
    <div className={classes['choices']} role="group" aria-label="It may be">
      {said.choices.map(({ value, shown, fits, snippet }) => (
        <button
          key={String(value)}
          type="button"
          className={classes['choice']}
          title={snippet}
          onClick={() => {
            form.set(field, fieldText(said.key, value, { currency: form.currency, roomKey: String }));
            form.focus(field);
          }}
        >
          {shown}
          {fits && !areAlike ? <span className={classes['small']}>goes with the rest</span> : null}
        </button>
      ))}
    </div>
  );
}
