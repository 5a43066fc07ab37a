import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Tool } from '../../support/require.ts'

const run = promisify(execFile)

/** As a plugin of the Docker command, or the program that came before it. */
const command = [['docker', 'compose'], ['docker-compose']].find(works)

export const composeTool: Tool = {
  name: 'docker',
  missing: command ? undefined : 'neither docker compose nor docker-compose works',
}

function works([program = '', ...args]: readonly string[]): boolean {
  try {
    execFileSync(program, [...args, 'version'], { stdio: 'pipe', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

/** What a file of `examples/` describes, running. It ends with its volumes. */
export interface Composition extends AsyncDisposable {
  /** The port of this machine that leads to a service's. */
  port(service: string, inside: number): Promise<number>
  logs(): Promise<string>
}

/** @param variables that the file asks for */
export async function composeUp(path: string, variables: Readonly<Record<string, string>>): Promise<Composition> {
  const file = fileURLToPath(new URL(`../../../../examples/${path}`, import.meta.url))
  const project = `mobilepay-test-${randomBytes(4).toString('hex')}`
  const [program = '', ...words] = command ?? []
  const compose = async (...args: readonly string[]) => {
    const all = [...words, '--file', file, '--project-name', project, ...args]
    const { stdout } = await run(program, all, { env: { ...process.env, ...variables } })
    return stdout.trim()
  }
  const down = async () => void (await compose('down', '--volumes', '--timeout', '2'))
  try {
    await compose('up', '--detach')
  } catch (error) {
    const said = await compose('logs', '--no-color')
    await down()
    throw new Error(`Nothing came up: ${said}`, { cause: error })
  }
  return {
    port: async (service, inside) => Number((await compose('port', service, String(inside))).split(':').at(-1)),
    logs: () => compose('logs', '--no-color'),
    [Symbol.asyncDispose]: down,
  }
}
