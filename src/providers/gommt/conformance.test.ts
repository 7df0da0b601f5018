import { describeHumanProvider } from '../kit/conformance-human.ts';
import { gommt } from './provider.ts';

describeHumanProvider(gommt);
