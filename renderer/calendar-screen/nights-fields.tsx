import { NumberInput, TextInput } from '@mantine/core';
import { sayNights, sayNightsAndOpen } from '../../src/domain/say-nights.ts';
import { coreToday } from '../core/now.ts';
import classes from './calendar-screen.module.css';
import type { Nights } from './use-nights.ts';

interface NightsFieldsProps {
  readonly nights: Nights;
  /** Nights without a guest: nobody arrives or leaves. */
  readonly isClosing?: boolean;
  /** What the second date is called where it is neither a departure nor the day that opens again. */
  readonly endLabel?: string;
}

/** Arrival, nights, departure; below them the nights in words, so that nobody counts a day too many. */
export function NightsFields({ nights, isClosing = false, endLabel }: NightsFieldsProps) {
  return (
    <div>
      <div className={classes['triple']}>
        <TextInput
          type="date"
          label={isClosing ? 'First night' : 'Arrival'}
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
          label={endLabel ?? (isClosing ? 'Opens again on' : 'Departure')}
          value={nights.departureText}
          error={nights.range ? null : 'This must be after the first night.'}
          onChange={(event) => nights.setDeparture(event.currentTarget.value)}
        />
      </div>
      {nights.range ? (
        <p className={classes['dim']}>
          {endLabel === undefined
            ? sayNightsAndOpen(nights.range, coreToday())
            : sayNights(nights.range, coreToday())}
          .
        </p>
      ) : null}
    </div>
  );
}
