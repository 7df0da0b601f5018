import { useEffect, type ReactElement } from 'react';
import { useStore } from 'zustand';
import type { HandStore } from './hand.ts';

const STAYS_MS = 5000;

/** What the chart answered to the last key, for eyes: those who listen hear it as it is said. */
export function ChartNotice({ hand }: { readonly hand: HandStore }): ReactElement | null {
  const notice = useStore(hand, (state) => state.notice);
  useEffect(() => {
    if (!notice) return undefined;
    const gone = setTimeout(() => hand.setState({ notice: undefined }), STAYS_MS);
    return () => clearTimeout(gone);
  }, [hand, notice]);
  if (!notice) return null;
  return (
    <div className="tape-notice" aria-hidden="true">
      {notice.text}
    </div>
  );
}
