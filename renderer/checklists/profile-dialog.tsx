import { Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ManualProfile } from '../../src/contract/manual-channels.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { DialogActs } from '../ui/dialog-acts.tsx';
import { FailureWords } from '../ui/failure-words.tsx';
import classes from './checklists.module.css';
import { ProfileField } from './profile-field.tsx';

interface ProfileDialogProps {
  readonly connectionId: number;
  readonly name: string;
  readonly onClose: () => void;
}

/** What the steps have to know of a channel's extranet: what nobody has answered, or not for a month, comes first. */
export function ProfileDialog({ connectionId, name, onClose }: ProfileDialogProps) {
  const profile = useQuery('manual.profile', { connectionId });
  return (
    <Modal opened onClose={onClose} title={`Questions about ${name}`} size="lg">
      <Answered of={profile}>{(value) => <ProfileForm profile={value} onClose={onClose} />}</Answered>
    </Modal>
  );
}

interface ProfileFormProps {
  readonly profile: ManualProfile;
  readonly onClose: () => void;
}

function ProfileForm({ profile, onClose }: ProfileFormProps) {
  const save = useCommand('manual.saveProfile');
  // what is sent counts as looked at now, so only what was touched is
  const [given, setGiven] = useState<Readonly<Record<string, unknown>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const count = Object.keys(given).length;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (count === 0 || save.isRunning) return;
    setFailure(null);
    const done = await save.run(
      { connectionId: profile.connectionId, answers: given },
      {
        onFailure: (refused) => {
          setFailure(refused);
          return true;
        },
      },
    );
    if (done) onClose();
  };
  const asked = profile.answers.filter(({ asks }) => asks !== null);
  const known = profile.answers.filter(({ asks, value }) => asks === null && value !== null);
  const field = (answer: ManualProfile['answers'][number]) => (
    <ProfileField
      key={answer.question}
      answer={answer}
      sites={profile.guestSites}
      value={answer.question in given ? given[answer.question] : answer.value}
      isGiven={answer.question in given}
      onGive={(value) => setGiven({ ...given, [answer.question]: value })}
    />
  );
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)}>
      <p className={classes['small']}>
        Look in the extranet and answer what you see. What you leave untouched is asked again another day.
      </p>
      {asked.map(field)}
      {known.length > 0 ? (
        <details className={classes['questions']}>
          <summary>What was answered already</summary>
          <div className={classes['form']}>{known.map(field)}</div>
        </details>
      ) : null}
      {failure ? <FailureWords failure={failure} /> : null}
      <DialogActs>
        <ActButton variant="default" keys="Esc" onClick={onClose}>
          Leave it
        </ActButton>
        <ActButton type="submit" keys="Enter" disabled={count === 0 || save.isRunning}>
          {count === 1 ? 'Save 1 answer' : `Save ${count} answers`}
        </ActButton>
      </DialogActs>
    </form>
  );
}
