import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/store/schema.ts', './src/queue/schema-jobs.ts'],
  out: './drizzle',
});
