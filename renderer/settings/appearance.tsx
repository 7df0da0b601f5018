import { Input, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { DENSITIES } from '../calendar/rows.ts';
import { useDensity } from '../calendar-screen/density.ts';
import classes from './settings.module.css';

const SCHEMES: readonly { readonly value: MantineColorScheme; readonly label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the computer' },
];
const DENSITY_LABELS = { compact: 'Compact', normal: 'Normal', roomy: 'Roomy' } as const;

/** How Bellhop looks on this computer; it acts at once and is remembered here. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, set } = useDensity();
  return (
    <div className={classes['form']}>
      <Input.Wrapper label="Light or dark" labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label="Light or dark"
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find((one) => one.value === value)?.value ?? 'auto')}
          data={[...SCHEMES]}
        />
      </Input.Wrapper>
      <Input.Wrapper label="Height of the calendar’s rows" labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label="Height of the calendar’s rows"
          value={density}
          onChange={(value) => set(DENSITIES.find((one) => one === value) ?? 'normal')}
          data={DENSITIES.map((value) => ({ value, label: DENSITY_LABELS[value] }))}
        />
      </Input.Wrapper>
    </div>
  );
}
