import type { AnyCommand } from './command.ts'
import { ControlError } from './problem.ts'

export interface FoundCommand {
  readonly command: AnyCommand
  /** The members of its input that stand in the path. */
  readonly inPath: Readonly<Record<string, string>>
}

/**
 * The command at a path below `/_mock`.
 * @throws ControlError 404 where there is none, 405 with the methods that there are.
 */
export function findCommand(commands: readonly AnyCommand[], method: string | undefined, path: string): FoundCommand {
  const found = commands
    .flatMap((command) => {
      const inPath = matchPath(command.path, path)
      return inPath ? [{ command, inPath }] : []
    })
    // What is written out goes before what is filled in: /journal/live before /journal/{id}.
    .sort((one, other) => Object.keys(one.inPath).length - Object.keys(other.inPath).length)
  const [first] = found
  if (!first) throw new ControlError(404, `There is no command at /_mock${path}. /_mock/openapi.json lists them.`)
  const rivals = found.filter(({ command }) => command.path === first.command.path)
  const match = rivals.find(({ command }) => command.method === method)
  if (match) return match
  const methods = rivals.map(({ command }) => command.method)
  const headers = [['Allow', methods.join(', ')]] as const
  throw new ControlError(405, `/_mock${path} takes ${methods.join(', ')}.`, [], { headers })
}

/** The members in braces; undefined where the path is another one. */
function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/')
  const given = path.replace(/\/$/, '').split('/')
  if (wanted.length !== given.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined ? part !== value : value === '') return undefined
    if (name !== undefined) parameters[name] = decode(value)
  }
  return parameters
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new ControlError(400, `"${text}" in the path is not percent-encoded text.`)
  }
}
