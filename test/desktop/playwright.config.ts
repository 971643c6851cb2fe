import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.desktop.ts',
  outputDir: '../../test-results/desktop',
  // Each test has a whole desktop to itself, and time is part of what is tested.
  workers: 1,
  timeout: 90_000,
  // Told by name at the end of the run.
  retries: 1,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../../test-results/desktop.json' }]],
});
