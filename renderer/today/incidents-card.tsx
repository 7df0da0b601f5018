import { Switch } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Sign, Tag } from '../ui/sign.tsx';
import classes from './today.module.css';

/** The practice hotel's incidents; nothing at all in a hotel of one's own. */
export function IncidentsCard() {
  const sandbox = useQuery('sandbox.read', {}).value;
  const play = useCommand('sandbox.play');
  if (!sandbox?.isOn || (sandbox.incidents.length === 0 && sandbox.beds24 === null)) return null;
  return (
    <Card title="Play an incident" aside={<Tag tone="warn">Sandbox hotel: simulated channels</Tag>}>
      {sandbox.beds24 === null ? null : <Plug isOffline={sandbox.beds24.isOffline} />}
      <Rows>
        {sandbox.incidents.map(({ id, title, story }) => (
          <Row
            key={id}
            mark={
              <Sign tone="plain">
                <IconPlayerPlay size={15} />
              </Sign>
            }
            title={title}
            text={story}
            aside={
              <ActButton
                variant="default"
                size="xs"
                disabled={play.isRunning}
                aria-label={`Play: ${title}`}
                onClick={() => void play.run({ id })}
              >
                Play
              </ActButton>
            }
          />
        ))}
      </Rows>
    </Card>
  );
}

/** The plug of the simulated channel manager: pulled, it answers nobody until it is put back. */
function Plug({ isOffline }: { readonly isOffline: boolean }) {
  const plug = useCommand('sandbox.plug');
  return (
    <div className={classes['plug']}>
      <Switch
        label="Plug of the simulated Beds24"
        description={
          isOffline
            ? 'Pulled: it answers nobody. Go on working; put it back to see what waited go out.'
            : 'In: it answers. Pull it to practise a day without the internet.'
        }
        checked={!isOffline}
        disabled={plug.isRunning}
        onChange={(event) => void plug.run({ isOffline: !event.currentTarget.checked })}
      />
    </div>
  );
}
