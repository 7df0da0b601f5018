import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ManualProfile } from '../../src/contract/manual-channels.ts';
import { useHotel } from '../core/use-hotel.ts';
import { moment } from '../core/words.ts';
import { ActButton } from '../ui/act-button.tsx';
import classes from './checklists.module.css';
import { kindOf, namesIn, namesText, partOf, type ProfileAnswer, withPart } from './profile-answers.ts';

interface ProfileFieldProps {
  readonly answer: ProfileAnswer;
  readonly sites: ManualProfile['guestSites'];
  readonly value: unknown;
  readonly isGiven: boolean;
  readonly onGive: (value: unknown) => void;
}

/** One question with its answer: what is asked, why, and who said what when. */
export function ProfileField(props: ProfileFieldProps) {
  const { answer, value, isGiven, onGive } = props;
  const { zone } = useHotel();
  const { checkedAt, checkedBy } = answer;
  return (
    <fieldset className={classes['rooms']}>
      <legend>{answer.words}</legend>
      <p className={classes['small']}>
        {answer.why}
        {checkedAt === null ? '' : ` Answered by ${checkedBy}, ${moment(checkedAt, zone)}.`}
      </p>
      <Control {...props} />
      {answer.asks === 'old' && value !== null && !isGiven ? (
        <ActButton variant="default" size="xs" onClick={() => onGive(value)}>
          I have looked: still so
        </ActButton>
      ) : null}
    </fieldset>
  );
}

const YES_NO = [
  { value: 'unknown', label: 'Not known' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

function Control({ answer, sites, value, onGive }: ProfileFieldProps) {
  const label = answer.words;
  switch (kindOf(answer)) {
    case 'yes-no':
      return (
        <SegmentedControl
          className={classes['choice'] ?? ''}
          aria-label={label}
          data={YES_NO}
          value={value === true ? 'yes' : value === false ? 'no' : 'unknown'}
          onChange={(chosen) => onGive(chosen === 'unknown' ? null : chosen === 'yes')}
        />
      );
    case 'names':
      return <Names label={label} value={value} onGive={onGive} />;
    case 'property':
      return (
        <div className={classes['two']}>
          {(['name', 'id'] as const).map((part) => (
            <TextInput
              key={part}
              label={part === 'name' ? 'Name there' : 'Number there'}
              value={partOf(value, part)}
              onChange={(event) => onGive(withPart(value, part, event.currentTarget.value))}
            />
          ))}
        </div>
      );
    case 'pages':
      return sites.map(({ key, name }) => (
        <TextInput
          key={key}
          label={name}
          placeholder="https:// … {checkin} … {checkout}"
          value={partOf(value, key)}
          onChange={(event) => onGive(withPart(value, key, event.currentTarget.value.trim()))}
        />
      ));
    case 'date':
    case 'time':
      return (
        <TextInput
          aria-label={label}
          type={kindOf(answer)}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onGive(event.currentTarget.value || null)}
        />
      );
  }
}

/** Names between commas; kept as text while they are typed. */
function Names({
  label,
  value,
  onGive,
}: Pick<ProfileFieldProps, 'value' | 'onGive'> & { readonly label: string }) {
  const [text, setText] = useState(namesText(value));
  return (
    <div className={classes['two']}>
      <TextInput
        aria-label={label}
        placeholder="Names, with commas between them"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onGive(namesIn(event.currentTarget.value));
        }}
      />
      <ActButton
        variant="default"
        onClick={() => {
          setText('');
          onGive([]);
        }}
      >
        There are none
      </ActButton>
    </div>
  );
}
