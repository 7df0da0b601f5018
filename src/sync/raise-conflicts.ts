import type { Writer } from '../store/writer.ts';

export function raiseConflicts(_writer: Writer): void {}
