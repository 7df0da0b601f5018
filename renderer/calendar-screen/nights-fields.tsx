import { NumberInput, TextInput } from '@mantine/core';
import { sayNightsAndOpen } from '../../src/domain/say-nights.ts';
import classes from './calendar-screen.module.css';
import type { Nights } from './use-nights.ts';

/** Arrival, nights, departure; below them the nights in words, so that nobody counts a day too many. */
export function NightsFields({ nights }: { readonly nights: Nights }) {
  return (
    <div>
      <div className={classes['triple']}>
        <TextInput
          type="date"
          label="Arrival"
          value={nights.arrivalText}
          onChange={(event) => nights.setArrival(event.currentTarget.value)}
        />
        <NumberInput
          label="Nights"
          min={1}
          max={730}
          allowDecimal={false}
          value={nights.count}
          onChange={(value) => nights.setCount(Number(value) || 0)}
        />
        <TextInput
          type="date"
          label="Departure"
          value={nights.departureText}
          error={nights.range ? null : 'The departure must be after the arrival.'}
          onChange={(event) => nights.setDeparture(event.currentTarget.value)}
        />
      </div>
      {nights.range ? <p className={classes['dim']}>{sayNightsAndOpen(nights.range)}.</p> : null}
    </div>
  );
}
