/** Chance, through a port, so that a run can be played again. */
export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  uuid(): string;
  /** Unguessable, URL-safe text of `bytes` random bytes. */
  token(bytes: number): string;
}
