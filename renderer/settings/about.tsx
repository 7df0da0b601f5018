import { switchHotel } from '../core/switch-hotel.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Answered } from '../ui/answers.tsx';
import { Facts } from '../ui/facts.tsx';
import classes from './settings.module.css';

const WAYS = {
  desktop: 'the desktop app',
  browser: 'a browser on this computer',
  'command-line': 'the command line',
  test: 'a test',
} as const;
const SECRETS = {
  keychain: 'the computer’s keychain',
  'sealed-file': 'a file sealed with a passphrase',
  memory: 'memory, for this run only',
} as const;

/** Which Bellhop this is, where its data lies, and the way to the demo hotel and back. */
export function About() {
  const info = useQuery('host.info', {});
  return (
    <Answered of={info}>
      {(value) => (
        <div className={classes['form']}>
          <Facts
            rows={[
              ['Version', value.version],
              ['Opened in', WAYS[value.way]],
              ['Data folder', value.dataFolder],
              ['Secrets in', `${SECRETS[value.secrets.kind]}${value.secrets.isLocked ? ', locked' : ''}`],
              ['Hotel', value.hotel === 'demo' ? 'the demo hotel, on simulated channels' : 'your own'],
            ]}
          />
          {value.abilities.switchHotel ? (
            <div className={classes['acts']}>
              <ActButton
                variant="default"
                onClick={() => void switchHotel(value.hotel === 'demo' ? 'own' : 'demo')}
              >
                {value.hotel === 'demo' ? 'Back to my own hotel' : 'Open the demo hotel'}
              </ActButton>
            </div>
          ) : null}
        </div>
      )}
    </Answered>
  );
}
