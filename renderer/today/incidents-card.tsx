import { IconPlayerPlay } from '@tabler/icons-react';
import { useCommand } from '../core/use-command.ts';
import { useQuery } from '../core/use-query.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Card } from '../ui/card.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Sign, Tag } from '../ui/sign.tsx';

/** The practice hotel's incidents; nothing at all in a hotel of one's own. */
export function IncidentsCard() {
  const sandbox = useQuery('sandbox.read', {}).value;
  const play = useCommand('sandbox.play');
  if (!sandbox?.isOn || sandbox.incidents.length === 0) return null;
  return (
    <Card title="Play an incident" aside={<Tag tone="warn">Sandbox hotel: simulated channels</Tag>}>
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
