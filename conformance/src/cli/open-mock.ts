import type { Generation } from '@mobilepay-oidc/fixtures'
import type { ProviderSubject } from '../subjects/target.ts'
import type { SubjectChoice } from './subject-choice.ts'
import { UsageError } from './usage-error.ts'

export type MockChoice = Extract<SubjectChoice, { readonly kind: 'mock' | 'container' }>

/** Errors that one sentence explains. */
const told: readonly string[] = ['ContainerError', 'ControlError', 'MockUnreachableError']

/**
 * A mock beside this process, in a container, or where the command line says that one takes commands.
 * @throws UsageError where there is none
 */
export async function openMock(
  choice: MockChoice,
  generation: Generation,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ProviderSubject> {
  try {
    return await open(choice, generation, env)
  } catch (error) {
    throw error instanceof Error && told.includes(error.name) ? new UsageError(error.message) : error
  }
}

async function open(choice: MockChoice, generation: Generation, env: NodeJS.ProcessEnv): Promise<ProviderSubject> {
  if (choice.kind === 'container') {
    const { startContainerSubject } = await import('../subjects/container-subject.ts')
    return startContainerSubject(choice.image, generation, choice.environments)
  }
  if (choice.url === undefined) {
    const { startMockBeside } = await import('../subjects/mock-beside.ts')
    return startMockBeside(generation, choice.environments)
  }
  const { remoteMockSubject } = await import('../subjects/remote-mock-subject.ts')
  const token = env.MOBILEPAY_MOCK_CONTROL_TOKEN?.trim() || undefined
  return remoteMockSubject({ url: choice.url, token }, generation, choice.environments)
}
