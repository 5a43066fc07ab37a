import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type EnvironmentName,
  type MockServer,
  type MockServerOptions,
  type MockWorld,
  startMockServer,
} from '../../../src/index.ts'
import { aClient } from '../../support/a-client.ts'
import { freePort } from '../../support/run-example.ts'
import { type Application, type Example, exampleClient, type StartOptions, startApplication } from './application.ts'

/** A mock, a world in it, and an example that is registered there. */
export interface Stage extends AsyncDisposable {
  readonly mock: MockServer
  readonly world: MockWorld
  readonly application: Application
  /** Another process of the same application, with the same store. */
  another(): Promise<Application>
  /** The token requests that came so far. */
  tokenRequests(): Promise<number>
  /** The merchants whom the application keeps. */
  merchants(): Promise<readonly string[]>
  /** What the application keeps of a merchant. */
  kept(vat: string): Promise<string>
  /** As if nobody had ever consented, and nothing were switched on. */
  reset(): Promise<void>
}

export interface StageChanges extends Partial<StartOptions> {
  readonly environmentName?: EnvironmentName
  /** Path of the redirect URI. */
  readonly callback?: string
}

/** @param options of the world */
export async function openStage(
  example: Example,
  options: MockServerOptions = {},
  { environmentName = 'sandbox-dk', callback = example.paths.callback, ...changes }: StageChanges = {},
): Promise<Stage> {
  const port = await freePort()
  const redirectUri = `http://127.0.0.1:${port}${callback}`
  const client = aClient({ ...exampleClient, redirectUris: [redirectUri] })
  const mock = await startMockServer()
  const world = mock.createWorld({ clients: [client], ...options })
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-example-store-'))
  const start = { ...world.environments[environmentName], store: folder, redirectUri, ...changes }
  const application = await startApplication(example, { ...start, port })
  const connections = () => connectionsIn(folder)
  return {
    mock,
    world,
    application,
    another: () => startApplication(example, start),
    async tokenRequests() {
      return (await world.journal.count({ endpoint: 'token' })).count
    },
    merchants: async () => [...(await connections()).keys()].sort(),
    async kept(vat) {
      return readFile((await connections()).get(vat) ?? `${vat} is not kept`, 'utf8')
    },
    async reset() {
      await world.faults.clear({})
      const { consents } = await world.consents.list({})
      for (const { id } of consents) await world.consents.revoke({ id })
      for (const file of (await connections()).values()) await rm(file)
    },
    async [Symbol.asyncDispose]() {
      await application[Symbol.asyncDispose]()
      await mock.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The examples keep a connection in a file that is named after its VAT number. */
async function connectionsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(folder, { recursive: true })
  return new Map(
    files.flatMap((file) => {
      const vat = /(?:^|\/)((?:DK|FI)\d{8})\.json$/.exec(file)?.[1]
      return vat === undefined ? [] : [[vat, join(folder, file)] as const]
    }),
  )
}
