import { useState } from 'react';
import {
  addNights,
  lengthOfStay,
  type NightRange,
  parseStayDate,
  type StayDate,
} from '../../src/domain/stay-date.ts';

export interface Nights {
  readonly arrivalText: string;
  readonly departureText: string;
  readonly count: number;
  /** Undefined while what is typed is not a stay. */
  readonly range: NightRange | undefined;
  readonly setArrival: (text: string) => void;
  readonly setCount: (count: number) => void;
  readonly setDeparture: (text: string) => void;
}

/** Arrival, number of nights and departure that follow each other: a new arrival keeps the length. */
export function useNights(arrival: StayDate, departure: StayDate): Nights {
  const [from, setFrom] = useState<string>(arrival);
  const [to, setTo] = useState<string>(departure);
  const first = parseStayDate(from);
  const end = parseStayDate(to);
  const count = first && end ? lengthOfStay({ arrival: first, departure: end }) : 0;
  return {
    arrivalText: from,
    departureText: to,
    count,
    range: first && end && count > 0 ? { arrival: first, departure: end } : undefined,
    setArrival: (text) => {
      setFrom(text);
      const next = parseStayDate(text);
      if (next) setTo(addNights(next, Math.max(1, count)));
    },
    setCount: (nights) => {
      if (first && nights >= 1) setTo(addNights(first, nights));
    },
    setDeparture: setTo,
  };
}
