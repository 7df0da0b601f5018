import { describeHumanProvider } from '../kit/conformance-human.ts';
import { bookingExtranet } from './provider.ts';

describeHumanProvider(bookingExtranet);
