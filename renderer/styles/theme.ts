import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

// The library wants ten shades; on screen every colour comes from tokens.css through the variables below.
const same = (colour: string): MantineColorsTuple =>
  [colour, colour, colour, colour, colour, colour, colour, colour, colour, colour] as const;

// the library's own greys, where a component takes them by number
const DARK: MantineColorsTuple = [
  '#edeae4',
  '#a9b0b9',
  '#a9b0b9',
  '#8a929c',
  '#343a43',
  '#262b32',
  '#1c2026',
  '#14171b',
  '#0f1215',
  '#0b0d0f',
];
const GRAY: MantineColorsTuple = [
  '#f7f5f1',
  '#eeebe4',
  '#eae6dd',
  '#d9d4c9',
  '#d9d4c9',
  '#6c737c',
  '#545b64',
  '#3b4148',
  '#2b3036',
  '#1f2328',
];

/** Filled buttons take ground and text from the tokens, so that both schemes keep their contrast. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const base = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled') return base;
  const name = input.color === 'danger' ? 'danger' : 'primary';
  return {
    ...base,
    background: `var(--${name})`,
    hover: `color-mix(in srgb, var(--${name}) 88%, var(--ink))`,
    color: `var(--on-${name})`,
  };
};

const tints = (name: string, token: string): Record<string, string> => ({
  [`--mantine-color-${name}-filled`]: `var(--${token})`,
  [`--mantine-color-${name}-filled-hover`]: `color-mix(in srgb, var(--${token}) 88%, var(--ink))`,
  [`--mantine-color-${name}-text`]: `var(--${token})`,
  [`--mantine-color-${name}-outline`]: `var(--${token})`,
  [`--mantine-color-${name}-outline-hover`]: `color-mix(in srgb, var(--${token}) 8%, transparent)`,
  [`--mantine-color-${name}-light`]: `color-mix(in srgb, var(--${token}) 12%, transparent)`,
  [`--mantine-color-${name}-light-hover`]: `color-mix(in srgb, var(--${token}) 18%, transparent)`,
  [`--mantine-color-${name}-light-color`]: `var(--${token})`,
});

const MAPPED = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-2)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-anchor': 'var(--primary)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-2)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-primary)',
  ...tints('primary', 'primary'),
  ...tints('danger', 'danger'),
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: MAPPED,
  dark: MAPPED,
});

export const theme = createTheme({
  primaryColor: 'primary',
  primaryShade: 6,
  colors: { primary: same('#0b6b62'), danger: same('#b42318'), dark: DARK, gray: GRAY },
  variantColorResolver,
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '17px', xl: '20px' },
  radius: { xs: '4px', sm: '8px', md: '8px', lg: '14px', xl: '18px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  shadows: { md: 'var(--lifted)', xl: 'var(--lifted)' },
  headings: { fontFamily: 'var(--font)', fontWeight: '700' },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        transitionProps: { duration: 100 },
      },
    },
    Drawer: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, transitionProps: { duration: 100 } },
    },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
});
