import { BookingDialog } from './booking-dialog.tsx';
import { CancelledDialog } from './cancelled-dialog.tsx';
import { useExtranetDialog } from './dialogs.ts';

/** The dialogs for what staff find in an extranet, wherever they were asked for. */
export function ExtranetDialogs() {
  const open = useExtranetDialog((state) => state.open);
  if (open?.kind === 'booking') return <BookingDialog connectionId={open.connectionId} />;
  return open ? <CancelledDialog ask={open} /> : null;
}
