import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { program } from '../../support/require.ts'
import { type Configuration, type Example, exampleApp, exampleClient, examplesFolder, type Run } from './application.ts'

export const dotnetTool = program('dotnet')

/** A build of the example, outside of the tree. It takes a minute where NuGet has to be asked. */
export class AspNetCoreBuild implements AsyncDisposable {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** @throws with what the compiler says */
  static async make(examples = examplesFolder): Promise<AspNetCoreBuild> {
    const folder = await mkdtemp(join(tmpdir(), 'mobilepay-example-aspnetcore-'))
    const project = join(examples, 'aspnetcore')
    const args = ['build', project, '--nologo', '--output', join(folder, 'out'), '--artifacts-path', folder]
    await promisify(execFile)('dotnet', args).catch((error: { stdout?: string }) => {
      throw new Error(`examples/aspnetcore does not build: ${error.stdout}`)
    })
    return new AspNetCoreBuild(folder)
  }

  get example(): Example {
    const assembly = join(this.#folder, 'out', 'MobilePayIntegrator.dll')
    return {
      name: 'aspnetcore',
      paths: { start: '/mobilepay/start', callback: '/callback', me: '/mobilepay/me' },
      ready: /Application started/,
      command: ({ port }) => ['dotnet', assembly, '--urls', `http://127.0.0.1:${port}`],
      environment: variables,
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true })
  }
}

function variables(configuration: Configuration, { trusted }: Run): Record<string, string> {
  return {
    MobilePay__DiscoveryUrl: configuration.discoveryUrl,
    MobilePay__ApiUrl: configuration.apiUrl,
    MobilePay__ClientId: exampleClient.clientId,
    MobilePay__ClientSecret: exampleClient.clientSecret,
    MobilePay__RedirectUri: configuration.redirectUri,
    MobilePay__ApiClientId: exampleApp.id,
    MobilePay__ApiClientSecret: exampleApp.secret,
    MobilePay__Store: configuration.store,
    ...(trusted !== undefined && { SSL_CERT_FILE: trusted }),
  }
}
