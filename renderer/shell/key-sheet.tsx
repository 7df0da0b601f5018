import { Modal } from '@mantine/core';
import { create } from 'zustand';
import { useKeyAreas } from '../core/keys.ts';
import { KeyName } from '../ui/key-cap.tsx';
import classes from './shell.module.css';

const useSheet = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));
export const openKeySheet = (): void => useSheet.setState({ isOpen: true });

/** `?`: every key that works on the screen that is open. */
export function KeySheet() {
  const isOpen = useSheet((sheet) => sheet.isOpen);
  const areas = useKeyAreas((keys) => keys.areas);
  return (
    <Modal
      opened={isOpen}
      onClose={() => useSheet.setState({ isOpen: false })}
      title="Keys of this screen"
      size="lg"
    >
      <div className={classes['sheet']}>
        {[...areas].reverse().map((area) =>
          area.acts.length === 0 ? null : (
            <section key={area.id}>
              <h3>{area.title}</h3>
              <dl>
                {area.acts.map((act) => (
                  <div key={act.keys} style={{ display: 'contents' }}>
                    <dt>
                      <KeyName keys={act.keys} />
                    </dt>
                    <dd>{act.says}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ),
        )}
      </div>
    </Modal>
  );
}
