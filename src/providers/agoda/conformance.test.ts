import { describeHumanProvider } from '../kit/conformance-human.ts';
import { agoda } from './provider.ts';

describeHumanProvider(agoda);
