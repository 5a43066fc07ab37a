import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Without it the tests in a browser are skipped; under REQUIRE=chromium that is a failure. */
export const hasChromium = existsSync(executablePath)

if (!hasChromium && (process.env.REQUIRE ?? '').split(',').includes('chromium')) {
  throw new Error(`REQUIRE names chromium, and there is none at ${executablePath}.`)
}

export interface ReportBrowser extends AsyncDisposable {
  readonly page: Page
  /** What the page asked for, besides itself. */
  readonly requests: readonly string[]
  /** What the browser complained about: refusals by the policy, errors of scripts. */
  readonly complaints: readonly string[]
}

/** Opens a page from a disk, without network. */
export async function openReport(html: string): Promise<ReportBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-report-'))
  const file = join(folder, 'report.html')
  await writeFile(file, html)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await (await browser.newContext({ offline: true })).newPage()
  const [requests, complaints]: [string[], string[]] = [[], []]
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href) requests.push(request.url())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(pathToFileURL(file).href)
  return {
    page,
    requests,
    complaints,
    async [Symbol.asyncDispose]() {
      await browser.close()
      await rm(folder, { recursive: true })
    },
  }
}
