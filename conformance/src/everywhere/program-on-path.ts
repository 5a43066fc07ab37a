import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Why a program cannot be run here; undefined where it can. */
export function missingProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => existsSync(join(folder, name))) ? undefined : `no program ${name} on the PATH`
}

/** Why no container can be started here. */
export function missingEngine(): string | undefined {
  const missing = missingProgram('docker')
  if (missing !== undefined) return missing
  try {
    execFileSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'pipe', timeout: 10_000 })
    return undefined
  } catch {
    return 'no container engine answers'
  }
}
