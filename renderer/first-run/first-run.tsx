import { useState } from 'react';
import type { PropertyView } from '../../src/contract/property.ts';
import { TryDemo } from '../channels/try-demo.tsx';
import { guessedCurrency, guessedZone } from '../core/places.ts';
import { PropertyForm } from '../settings/property-form.tsx';
import { Bell } from '../shell/bell.tsx';
import { ConnectionBar } from '../shell/connection-bar.tsx';
import { CalendarsStep } from './calendars-step.tsx';
import classes from './first-run.module.css';
import { useSetUp } from './set-up.ts';
import { UnitsStep } from './units-step.tsx';

const STEPS = ['Your hotel', 'Rooms', 'Calendars'] as const;

/** From nothing to a hotel with its calendars on screen: three short steps, or the demo hotel in one. */
export function FirstRun({ view }: { readonly view: PropertyView }) {
  const step = useSetUp((state) => state.step);
  const [zone] = useState(guessedZone);
  return (
    <div className={classes['page']}>
      <ConnectionBar />
      <main className={classes['box']}>
        <header className={classes['head']}>
          <span className={classes['bell']}>
            <Bell size={30} />
          </span>
          <div>
            <h1>Set up your hotel</h1>
            <p>One calendar for every channel. It takes about two minutes.</p>
          </div>
          <TryDemo />
        </header>
        <ol className={classes['steps']}>
          {STEPS.map((title, index) => (
            <li
              key={title}
              aria-current={index === step ? 'step' : undefined}
              data-done={index < step || undefined}
            >
              <span>{index < step ? '✓' : index + 1}</span> {title}
            </li>
          ))}
        </ol>
        <section className={classes['step']} aria-label={STEPS[step]}>
          {step === 0 ? (
            <PropertyForm
              name={view.property?.name ?? ''}
              zone={view.property?.zone ?? zone}
              currency={view.property?.currency ?? guessedCurrency(zone)}
              act="Next: rooms"
              isQuiet
              onSaved={() => useSetUp.setState({ step: 1, isGoing: true })}
            />
          ) : null}
          {step === 1 ? <UnitsStep view={view} /> : null}
          {step === 2 ? <CalendarsStep /> : null}
        </section>
      </main>
    </div>
  );
}
