import { setTimeout as wait } from 'node:timers/promises'
import type { Browser as Chromium } from 'playwright-core'
import { OutcomeSignal } from '../checks/outcome.ts'
import type { BrowserDriver } from '../flow/browser.ts'
import type { NetworkOptions } from '../subjects/network-send.ts'
import { chromiumArguments } from './chromium-arguments.ts'
import { ChromiumBrowser, type OpenPage } from './chromium-browser.ts'
import { keyHashes } from './key-hashes.ts'

export interface ChromiumOptions {
  readonly network: NetworkOptions
  /** Hosts of the provider that a browser meets. */
  readonly hosts: readonly string[]
  readonly redirectUri: string
  /** Milliseconds between one visit and the next. */
  readonly intervalMs: number
  /** By default Debian's. */
  readonly executablePath?: string
}

/** Drives Chromium through playwright-core; each session has a profile of its own. It starts with the first visit. */
export function chromiumDriver(options: ChromiumOptions): BrowserDriver {
  let started: Promise<Chromium> | undefined
  let free: Promise<unknown> = Promise.resolve()
  const session = (): OpenPage => {
    let page: ReturnType<OpenPage> | undefined
    return async () => {
      started ??= launch(options)
      const chromium = await started
      page ??= chromium.newContext().then((context) => context.newPage())
      const turn = free
      free = turn.then(() => wait(options.intervalMs))
      await turn
      return page
    }
  }
  return {
    signedIn: (surroundings) => new ChromiumBrowser(surroundings, session()),
    clean: (surroundings) => new ChromiumBrowser(surroundings, session()),
    async [Symbol.asyncDispose]() {
      await (await started?.catch(() => undefined))?.close()
    },
  }
}

async function launch(options: ChromiumOptions): Promise<Chromium> {
  const { network, hosts, redirectUri, executablePath = '/usr/bin/chromium' } = options
  const { chromium } = await import('playwright-core').catch(() => {
    throw noBrowser('--login script: the package playwright-core is missing.', 'Run npm install playwright-core.')
  })
  const args = [...chromiumArguments(network, redirectUri, await keyHashes(hosts, network))]
  return chromium.launch({ executablePath, args }).catch((error: unknown) => {
    const [what = ''] = String(error instanceof Error ? error.message : error).split('\n')
    const mend = 'Install Chromium there, name another by CHROMIUM_PATH, or log in by yourself (--login browser).'
    throw noBrowser(`CHROMIUM_PATH: no browser could be started at ${executablePath} (${what}).`, mend)
  })
}

function noBrowser(reason: string, remedy: string): OutcomeSignal {
  return new OutcomeSignal({ kind: 'config', reason, expected: 'Chromium', actual: 'no browser', remedy })
}
