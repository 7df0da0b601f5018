// Builds what is missing or older than what it is made of; ends with 1, in words, where that cannot be.
import { ensureBuilt, say } from './ready.mjs';

try {
  ensureBuilt();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
