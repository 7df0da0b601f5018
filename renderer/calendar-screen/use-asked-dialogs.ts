import { useEffect } from 'react';
import { addNights, type StayDate } from '../../src/domain/stay-date.ts';
import { answered, useRequests } from '../core/requests.ts';
import { focusFind, openDialog } from './desk.ts';

/** Opens what another screen or the palette asked for. */
export function useAskedDialogs(today: StayDate): void {
  const { asked, draft } = useRequests();
  useEffect(() => {
    if (asked === null || asked === 'add-feed' || asked === 'add-channel') return;
    if (asked === 'find-stay') focusFind();
    else openDialog({ kind: asked, draft: { arrival: today, departure: addNights(today, 1), ...draft } });
    answered();
  }, [asked, draft, today]);
}
