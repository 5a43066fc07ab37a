import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { buildImage } from '../../../scripts/bundle/build-image.ts'

const run = promisify(execFile)

/** Gives the Docker command. @returns what it prints, without the end of the line. @throws Error with what it says */
export async function runDocker(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('docker', args)
  return stdout.trim()
}

/** The image of the sources as they are, on a base made of this machine's Node: no registry is needed. */
export function buildTestImage(): Promise<string> {
  return buildImage({ base: 'local' })
}

/** A container that is removed with its volumes in the end. */
export interface RunningContainer extends AsyncDisposable {
  readonly id: string
  /** Where a port of it is reached. */
  port(inside: number): Promise<string>
  inspect(format: string): Promise<string>
  logs(): Promise<string>
}

/** `docker run` in the background. */
export async function runContainer(...args: readonly string[]): Promise<RunningContainer> {
  const id = await runDocker('run', '--detach', ...args)
  return {
    id,
    async port(inside) {
      const [first = ''] = (await runDocker('port', id, String(inside))).split('\n')
      return first.replace(/^.*:/, '')
    },
    inspect: (format) => runDocker('inspect', '--format', format, id),
    async logs() {
      const { stdout, stderr } = await run('docker', ['logs', id])
      return stdout + stderr
    },
    async [Symbol.asyncDispose]() {
      await runDocker('rm', '--force', '--volumes', id)
    },
  }
}

/** Asks again until the answer is as wanted. @throws Error when that has not come true within a minute */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<Answer> {
  const signal = AbortSignal.timeout(60_000)
  for (;;) {
    const answer = await ask().catch((error: unknown) => error as Answer)
    if (!(answer instanceof Error) && isWanted(answer)) return answer
    if (signal.aborted) throw new Error(`What was waited for has not come true: ${String(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
