import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  reporter: 'line',
  outputDir: process.env.PLAYWRIGHT_OUTPUT ?? 'test-results',
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
})
