import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCli } from '../../src/cli/run-cli.ts'
import { plain } from '../../src/reports/paint.ts'
import type { Report } from '../../src/reports/report.ts'
import type { TlsMock } from './tls-mock.ts'

export const clientSecret = 'integrator-secret'

/** A command line of somebody who has a client at the sandbox, which the mock stands in for. */
export async function commandLine({ server }: TlsMock) {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-sandbox-'))
  const { ca = '', port, hosts } = server.tls ?? { port: 0, hosts: [] }
  await writeFile(join(folder, 'ca.pem'), ca)
  const network = [
    ...hosts.flatMap((host) => ['--resolve', `${host}:443:127.0.0.1:${port}`]),
    '--ca',
    join(folder, 'ca.pem'),
  ]
  const env = { MOBILEPAY_CLIENT_SECRET: clientSecret }
  return {
    folder,
    async run(args: readonly string[], moreEnv: NodeJS.ProcessEnv = {}, ask?: (question: string) => Promise<string>) {
      const out: string[] = []
      const code = await runCli(['--subject', 'sandbox-dk', ...network, ...args], {
        paint: plain,
        out: (text) => out.push(text),
        err: (text) => out.push(text),
        env: { ...env, ...moreEnv },
        ...(ask && { ask }),
      })
      return { code, text: out.join('') }
    },
    async command(args: readonly string[]) {
      const out: string[] = []
      const write = (text: string) => out.push(text)
      const code = await runCli(args, { paint: plain, out: write, err: write })
      return { code, text: out.join('') }
    },
    report: async (name: string): Promise<Report> =>
      JSON.parse(await readFile(join(folder, name, 'report.json'), 'utf8')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}
