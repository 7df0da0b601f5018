import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './styles/tokens.css';
import './styles/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { listenForKeys } from './core/keys.ts';
import { followHistory } from './core/route.ts';
import { Shell } from './shell.tsx';
import { cssVariablesResolver, theme } from './styles/theme.ts';

followHistory();
listenForKeys();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={localStorageColorSchemeManager({ key: 'bellhop.scheme' })}
        defaultColorScheme="auto"
      >
        <Notifications position="bottom-left" limit={4} containerWidth={480} transitionDuration={100} />
        <Shell />
      </MantineProvider>
    </StrictMode>,
  );
