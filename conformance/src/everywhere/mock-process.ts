import { fileURLToPath } from 'node:url'
import { ServerProcess } from '../bench/server-process.ts'
import type { MockPlace } from '../subjects/mock-target.ts'

const main = fileURLToPath(new URL('../../../mock-server/src/cli/main.ts', import.meta.url))

/** The mock as its command line starts it, in a process of its own. */
export interface MockProcess extends MockPlace, AsyncDisposable {
  /** Ends it by SIGKILL, and starts it again with the same flags on the same port. */
  killAndRestart(): Promise<void>
}

/** @param variables of its environment, where its settings may be */
export async function startMockProcess(
  flags: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<MockProcess> {
  const start = (port: string) =>
    ServerProcess.start(['--conditions=source', main, '--port', port, '--json', '--quiet', ...flags], variables)
  let running = await start('0')
  const { url } = running.ready as { readonly url: string }
  return {
    url,
    async killAndRestart() {
      await running.kill()
      running = await start(new URL(url).port)
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}
