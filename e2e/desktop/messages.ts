/** What the stand-in for Electron (a process of its own) and the test (which holds the page) tell each other. */
export type FromMain =
  | {
      readonly type: 'open';
      readonly options: { readonly width: number; readonly height: number };
      readonly preload: string;
    }
  | { readonly type: 'load'; readonly url: string }
  | { readonly type: 'reload' }
  | { readonly type: 'event'; readonly channel: string; readonly told: unknown }
  | { readonly type: 'menu'; readonly labels: readonly string[] }
  | { readonly type: 'error-box'; readonly title: string; readonly content: string }
  | { readonly type: 'external'; readonly url: string }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown };

export type FromTest =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly channel: string;
      readonly url: string;
      readonly isMain: boolean;
      readonly args: readonly unknown[];
    }
  | { readonly type: 'fetch'; readonly id: number; readonly url: string; readonly method: string }
  | { readonly type: 'navigate'; readonly id: number; readonly url: string }
  | { readonly type: 'request'; readonly id: number; readonly url: string }
  | { readonly type: 'open-window'; readonly id: number; readonly url: string }
  | { readonly type: 'menu-click'; readonly id: number; readonly label: string }
  | { readonly type: 'shown'; readonly url: string }
  | { readonly type: 'close' };

/** A whole answer of the custom protocol. */
export interface Fetched {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
