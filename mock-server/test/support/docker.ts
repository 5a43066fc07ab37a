import { execFileSync } from 'node:child_process'
import type { Tool } from './require.ts'

/** A running engine, asked by the Docker command. */
export const docker: Tool = { name: 'docker', missing: whyMissing() }

/** As testcontainers is told when the engine is on this machine: what a test starts, it ends by itself. */
process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true'
/** This machine may be a container itself, whose ports testcontainers would look for at the engine's bridge. */
if (process.env.DOCKER_HOST === undefined) process.env.TESTCONTAINERS_HOST_OVERRIDE ??= 'localhost'

function whyMissing(): string | undefined {
  try {
    execFileSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'pipe', timeout: 10_000 })
    return undefined
  } catch (error) {
    const { code, stderr = '' } = error as { readonly code?: string; readonly stderr?: string | Buffer }
    return code === 'ENOENT' ? 'no program docker on the PATH' : `no engine answers: ${String(stderr).trim()}`
  }
}
