import { dayNumber, isWeekend } from '../../src/domain/stay-date.ts';
import { partsOf, weekdayShort } from '../calendar/words.ts';
import { go, useRoute } from '../core/route.ts';
import { useQuery } from '../core/use-query.ts';
import { count, dayDate } from '../core/words.ts';
import { Answered } from '../ui/answers.tsx';
import { Paper, SheetHead, Signed } from './paper.tsx';

const PAPER_NIGHTS = 14;

/** The grid of a sweep on paper: what should be shown, and room to write what is. */
export function SweepPaper() {
  const connectionId = useRoute((route) => route.id) ?? 0;
  const sweep = useQuery('checklists.sweep', { connectionId, nights: PAPER_NIGHTS });
  return (
    <Paper title="Sweep on paper" onBack={() => go('lists/sweep', connectionId)}>
      <Answered of={sweep}>
        {({ name, nights, rooms }) => (
          <article className="paper-sheet" data-wide tabIndex={0}>
            <SheetHead title={`${name}: sweep of ${count(nights.length, 'night')}`}>
              <p>
                {nights[0] ? `${dayDate(nights[0])} is the first night. ` : ''}In each cell stands what it
                should show. Write the number below it only where the extranet shows another one.
              </p>
            </SheetHead>
            <table className="paper-grid">
              <thead>
                <tr>
                  <th scope="col">Room there</th>
                  {nights.map((night) => (
                    <th key={night} scope="col" data-weekend={isWeekend(night) || undefined}>
                      {weekdayShort(dayNumber(night))}
                      <br />
                      {partsOf(dayNumber(night)).day}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rooms.map((room) => (
                  <tr key={room.roomTypeId}>
                    <th scope="row">{room.externalName}</th>
                    {room.cells.map((cell, at) => (
                      <td key={nights[at] ?? at}>
                        <b>{cell.target}</b>
                        {cell.isPending ? ' ○' : ''}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="paper-small">○ stands on the list already and may not be entered yet.</p>
            <Signed />
          </article>
        )}
      </Answered>
    </Paper>
  );
}
