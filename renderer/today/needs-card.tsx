import {
  IconBed,
  IconExclamationMark,
  IconHourglass,
  IconKey,
  IconListCheck,
  IconPlayerPlay,
  IconPlugConnectedX,
  IconShieldQuestion,
} from '@tabler/icons-react';
import type { Today } from '../../src/contract/today.ts';
import { count } from '../core/words.ts';
import type { KeyAct } from '../core/keys.ts';
import { go } from '../core/route.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Sign } from '../ui/sign.tsx';
import classes from './today.module.css';

type Need = Today['needs'][number];

const SIGNS: Readonly<Record<Need['kind'], typeof IconKey>> = {
  conflict: IconExclamationMark,
  quarantine: IconShieldQuestion,
  feed: IconHourglass,
  connection: IconPlugConnectedX,
  list: IconListCheck,
  parked: IconBed,
  secrets: IconKey,
  incident: IconPlayerPlay,
};

function openNeed({ target }: Need): void {
  go(target.screen === 'reservations' ? 'stays' : target.screen, target.id, target.date);
}

/** The keys 1 to 9 of the things that need a person. */
export const needActs = (needs: readonly Need[]): KeyAct[] =>
  needs
    .slice(0, 9)
    .map((need, index) => ({ keys: String(index + 1), says: need.title, run: () => openNeed(need) }));

/** What can not wait, worst first, each one key from its fix. */
export function NeedsCard({ needs }: { readonly needs: readonly Need[] }) {
  const minutes = needs.reduce((sum, need) => sum + need.minutes, 0);
  const aside =
    needs.length === 0 ? undefined : `${count(needs.length, 'thing')}, about ${count(minutes, 'minute')}`;
  return (
    <Card title="Needs you now" aside={aside}>
      {needs.length === 0 ? (
        <p className={classes['quiet']}>Nothing. Every calendar agrees and no guest is without a room.</p>
      ) : (
        <Rows>
          {needs.map((need, index) => {
            const Icon = SIGNS[need.kind];
            return (
              <Row
                key={need.id}
                mark={
                  <Sign tone={need.severity === 'high' ? 'danger' : 'warn'}>
                    <Icon size={17} stroke={2.2} />
                  </Sign>
                }
                title={need.title}
                text={need.text}
                aside={
                  <ActButton
                    variant={index === 0 ? 'filled' : 'default'}
                    keys={index < 9 ? String(index + 1) : undefined}
                    aria-label={`${need.act}: ${need.title}`}
                    onClick={() => openNeed(need)}
                  >
                    {need.act}
                  </ActButton>
                }
              />
            );
          })}
        </Rows>
      )}
    </Card>
  );
}
