import type { Today as TodayView } from '../../src/contract/today.ts';
import { useKeys } from '../core/keys.ts';
import { useQuery } from '../core/use-query.ts';
import { longDate } from '../core/words.ts';
import { ask } from '../core/requests.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Page } from '../ui/page.tsx';
import { ChannelsCard } from './channels-card.tsx';
import { IncidentsCard } from './incidents-card.tsx';
import { needActs, NeedsCard } from './needs-card.tsx';
import { SinceCard } from './since-card.tsx';
import { ArrivalsCard, DeparturesCard } from './stays-cards.tsx';
import classes from './today.module.css';

/** The day at a glance, what needs a person now, and who comes and goes. */
export function Today() {
  const today = useQuery('today.read', {});
  const newStay = (): void => ask('new-stay');
  useKeys('Today', [...needActs(today.value?.needs ?? []), { keys: 'N', says: 'New stay', run: newStay }]);
  return (
    <Page
      title={today.value ? longDate(today.value.date) : 'Today'}
      actions={
        <ActButton keys="N" onClick={newStay}>
          New stay
        </ActButton>
      }
    >
      <Answered of={today} lines={8}>
        {(value) => <Cards today={value} />}
      </Answered>
    </Page>
  );
}

function Cards({ today }: { readonly today: TodayView }) {
  return (
    <>
      <Numbers today={today} />
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <NeedsCard needs={today.needs} />
          <ArrivalsCard rows={today.arriving} />
          <DeparturesCard rows={today.leaving} />
        </div>
        <div className={classes['column']}>
          <ChannelsCard lines={today.channels} />
          <SinceCard since={today.since} />
          <IncidentsCard />
        </div>
      </div>
    </>
  );
}

function arrivalWords({ unassigned, arrived }: TodayView['arrivals']): string {
  if (unassigned > 0) return `arrivals, ${unassigned} still unassigned`;
  return arrived > 0 ? `arrivals, ${arrived} already here` : 'arrivals';
}

function Numbers({ today }: { readonly today: TodayView }) {
  const { arrivals, departures, inHouse, tonight } = today;
  const share = tonight.units === 0 ? 0 : Math.round((tonight.taken / tonight.units) * 100);
  const left =
    tonight.left < 0
      ? `tonight, ${-tonight.left} more sold than there are`
      : `tonight, ${tonight.left === 0 ? 'nothing' : tonight.left} left`;
  const numbers = [
    [arrivals.total, arrivalWords(arrivals)],
    [departures.total, `departures${departures.gone === 0 ? '' : `, ${departures.gone} gone`}`],
    [inHouse, 'in house'],
    [`${share} %`, left],
  ] as const;
  return (
    <dl className={classes['numbers']}>
      {numbers.map(([number, words]) => (
        <div key={words} className={classes['number']}>
          <dd>{number}</dd>
          <dt>{words}</dt>
        </div>
      ))}
    </dl>
  );
}
