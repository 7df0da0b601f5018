import { openDatabase } from '../src/store/database.ts';
import { readCalendar } from '../src/app/handlers/calendar.ts';
import type { StayDate } from '../src/domain/stay-date.ts';

/** What a start has to load and do before the first window of the calendar can be shown; bundled by the benchmark. */
const [file = '', migrations = '', from = '', to = ''] = process.argv.slice(2);
const store = openDatabase(file, migrations);
console.log(readCalendar(store.read, from as StayDate, to as StayDate, 0).bars.count);
store.close();
