/** Where time comes from. Nothing in the core reads the machine's clock itself, so all of it runs on a manual one. */
export interface Clock {
  /** Epoch milliseconds, UTC. May jump, also backwards: a machine's clock is set by people. */
  now(): number;
  /** Runs `run` once, `ms` from now; the function it returns takes that back, and does nothing when it is too late. */
  after(ms: number, run: () => void): () => void;
}
