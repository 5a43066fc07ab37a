import { setTimeout as wait } from 'node:timers/promises'
import type { Browser as Chromium } from 'playwright-core'
import { UsageError } from '../cli/usage-error.ts'
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

async function launch({ network, hosts, redirectUri, executablePath }: ChromiumOptions): Promise<Chromium> {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new UsageError('--login script needs the package playwright-core: npm install playwright-core.')
  })
  const args = [...chromiumArguments(network, redirectUri, await keyHashes(hosts, network))]
  return chromium.launch({ executablePath: executablePath ?? '/usr/bin/chromium', args })
}
