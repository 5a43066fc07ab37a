import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Tool } from './require.ts'

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

export const chromiumTool: Tool = {
  name: 'chromium',
  missing: existsSync(executablePath) ? undefined : `no ${executablePath}; set CHROMIUM_PATH`,
}

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
]

export interface PageOptions extends BrowserContextOptions {
  /** For pages that are not the mock's. */
  readonly ignoreComplaints?: boolean
}

/** Opens a page in a browser profile of its own, runs the test, and holds the browser's complaints against it. */
export type WithPage = (options: PageOptions, use: (page: Page) => Promise<void>) => Promise<void>

/** One Chromium for all tests of a suite. Call it inside `describe`. */
export function useChromium(): WithPage {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(() => browser?.close())
  return async ({ ignoreComplaints = false, ...options }, use) => {
    if (!browser) throw new Error('Chromium has not started.')
    const context = await browser.newContext({ locale: 'da-DK', ...options })
    context.setDefaultTimeout(5_000)
    try {
      const complaints: string[] = []
      context.on('page', (page) => listen(page, complaints))
      await use(await context.newPage())
      if (!ignoreComplaints) expect(complaints, 'what the browser complained about').toEqual([])
    } finally {
      await context.close()
    }
  }
}

/** Violations of a Content-Security-Policy and failures of scripts and subresources are all errors of the console. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`${page.url()}: ${message.text()}`)
    }
  })
}
