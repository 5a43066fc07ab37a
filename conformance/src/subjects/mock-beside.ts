import { once } from 'node:events'
import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import { endedUnasked, forkBeside, letGo } from './fork-beside.ts'
import type { MockStarted, MockWish } from './mock-beside-process.ts'
import { remoteMockSubject } from './remote-mock-subject.ts'
import type { ProviderSubject } from './target.ts'

/**
 * A mock in a process beside this one: while it answers on one processor, the suite judges on another. Apart from the
 * time that it takes, it is the mock of `startMockSubject`.
 * @throws Error where the process ends before it has started the mock
 */
export async function startMockBeside(
  generation: Generation,
  names: readonly EnvironmentName[],
): Promise<ProviderSubject> {
  const beside = forkBeside(new URL('./mock-beside-process', import.meta.url))
  const ended = once(beside, 'exit').then(([code, signal]) => {
    throw endedUnasked('The process of the mock', code, signal)
  })
  ended.catch(() => {})
  beside.send({ generation } satisfies MockWish)
  const [{ url }] = (await Promise.race([once(beside, 'message'), ended])) as [MockStarted]
  return remoteMockSubject({ url }, generation, names, {
    name: 'mock',
    close: async () => letGo(beside),
  })
}
