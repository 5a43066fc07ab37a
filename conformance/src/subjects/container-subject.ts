import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import { remoteMockSubject } from './remote-mock-subject.ts'
import type { ProviderSubject } from './target.ts'

/** A container cannot be started: there is no engine, no image, or no package that starts it. */
export class ContainerError extends Error {
  override readonly name = 'ContainerError'
}

/**
 * Starts the mock's image by a container engine, and takes these environments of it. It ends with its container.
 * @param image by default the one that the mock's `npm run image` makes
 * @throws ContainerError
 */
export async function startContainerSubject(
  image: string | undefined,
  generation: Generation,
  names: readonly EnvironmentName[],
): Promise<ProviderSubject> {
  const started = await start(image)
  const mock = { url: started.getUrl(), token: started.getControlToken() }
  return remoteMockSubject(mock, generation, names, {
    name: 'container',
    close: async () => void (await started.stop()),
  })
}

async function start(image: string | undefined) {
  const { MobilePayMockContainer } = await import('@mobilepay-oidc/mock-server/testcontainers').catch((cause) => {
    throw new ContainerError('Containers are started by the package testcontainers: npm install testcontainers.', {
      cause,
    })
  })
  // Pages are filled in by the suite, as everywhere.
  const container = image === undefined ? new MobilePayMockContainer() : new MobilePayMockContainer(image)
  return container.start().catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ContainerError(`The container could not be started: ${reason.replace(/\.$/, '')}.`, { cause })
  })
}
