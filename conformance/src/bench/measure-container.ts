import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import manifest from '@mobilepay-oidc/mock-server/package.json' with { type: 'json' }
import { MobilePayMockContainer } from '@mobilepay-oidc/mock-server/testcontainers'

const run = promisify(execFile)

const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

/** The image's size, and how long its cold start takes; milliseconds are medians. */
export interface ContainerMeasure {
  readonly image: string
  readonly imageMb: number
  /** From `docker run` to the line that says ready. */
  readonly runToReadyMs: number
  /** The mock's own part of it: from the start of its process in the container. */
  readonly processToReadyMs: number
  /** `new MobilePayMockContainer().start()`, until the first request would be answered. */
  readonly testcontainersMs: number
}

/**
 * Measures the cold start of the mock's image, which `npm run image --workspace mock-server` makes.
 * @throws Error where there is no engine or no image
 */
export async function measureContainer(
  image = `mobilepay-mock:${manifest.version}`,
  starts = 7,
): Promise<ContainerMeasure> {
  const { stdout } = await run('docker', ['image', 'inspect', '--format', '{{.Size}}', image])
  const runs: number[] = []
  const processes: number[] = []
  const modules: number[] = []
  for (let start = 0; start < starts; start += 1) {
    const { all, own } = await startByRun(image)
    runs.push(all)
    processes.push(own)
    modules.push(await startByModule(image))
  }
  return {
    image,
    imageMb: Math.round(Number(stdout) / 1_000_000),
    runToReadyMs: Math.round(median(runs)),
    processToReadyMs: Math.round(median(processes)),
    testcontainersMs: Math.round(median(modules)),
  }
}

async function startByRun(image: string): Promise<{ readonly all: number; readonly own: number }> {
  const started = performance.now()
  const child = spawn('docker', ['run', '--rm', image, '--json'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines = createInterface({ input: child.stdout })
  await Promise.race([once(lines, 'line'), once(child, 'exit').then(failed)])
  const all = performance.now() - started
  const { stdout } = await run('docker', ['ps', '--latest', '--format', '{{.ID}}'])
  const own = await ownPart(stdout.trim())
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  return { all, own }
}

/** Between the start of the process, as the engine knows it, and its first line, as the engine wrote it down. */
async function ownPart(id: string): Promise<number> {
  const { stdout: started } = await run('docker', ['inspect', '--format', '{{.State.StartedAt}}', id])
  const { stdout: logs } = await run('docker', ['logs', '--timestamps', id])
  return Date.parse(logs.slice(0, logs.indexOf(' '))) - Date.parse(started.trim())
}

async function startByModule(image: string): Promise<number> {
  const started = performance.now()
  await using _mock = await new MobilePayMockContainer(image).start()
  return performance.now() - started
}

function failed(): never {
  throw new Error('The container ended before it was ready.')
}
