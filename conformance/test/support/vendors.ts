import { type ChildProcess, execFile, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { readSubject, type Secret } from '../../src/subjects/subject-file.ts'
import type { Target } from '../../src/subjects/target.ts'
import { urlSubject } from '../../src/subjects/url-subject.ts'
import { freePort } from './free-port.ts'

const subjects = join(import.meta.dirname, '../../subjects')

/** A provider of another vendor, running in a process of its own. */
export interface Vendor extends AsyncDisposable {
  readonly target: Target
}

/** oidc-provider as its documentation sets it up. */
export async function startOidcProvider(): Promise<Vendor> {
  const host = join(subjects, 'oidc-provider/host.ts')
  return start('oidc-provider', spawn(process.execPath, ['--conditions=source', host], { stdio: piped }))
}

/** Builds the OpenIddict host where that has not been done. It takes minutes where NuGet has to be asked. */
export async function buildOpenIddict(): Promise<void> {
  await promisify(execFile)('dotnet', ['build', '--configuration', 'Release', '--nologo', join(subjects, 'openiddict')])
}

export async function startOpenIddict(): Promise<Vendor> {
  const program = join(subjects, 'openiddict/bin/Release/net10.0/conformance-openiddict.dll')
  const url = `http://127.0.0.1:${await freePort()}`
  return start('openiddict', spawn('dotnet', [program, url], { stdio: piped }))
}

const piped: StdioOptions = ['ignore', 'pipe', 'inherit']

async function start(name: string, host: ChildProcess): Promise<Vendor> {
  const discoveryUrl = await readiness(name, host)
  // The first answer takes what a program needs to get going, and is nobody’s fault.
  await (await fetch(discoveryUrl)).arrayBuffer()
  const [target] = urlSubject(discoveryUrl, '2024', await subjectFile(name)).targets
  if (!target) throw new Error(`${discoveryUrl} is no subject.`)
  return {
    target: { ...target, label: name },
    async [Symbol.asyncDispose]() {
      const ended = once(host, 'exit')
      host.kill()
      await ended
    },
  }
}

/** What the subject file says about the client and the user; its secrets are in it. */
async function subjectFile(name: string) {
  const written = JSON.parse(await readFile(join(subjects, name, 'subject.json'), 'utf8'))
  return readSubject(written, (secret: Secret) => String(secret))
}

async function readiness(name: string, host: ChildProcess): Promise<string> {
  if (!host.stdout) throw new Error(`${name} has no output.`)
  for await (const line of createInterface(host.stdout)) {
    if (line.startsWith('{')) return JSON.parse(line).discoveryUrl
  }
  throw new Error(`${name} ended before it was ready.`)
}
