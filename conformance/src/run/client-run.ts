import type { ClientCheckContext } from '../checks/client/client-check.ts'
import { inapplicable, OutcomeSignal } from '../checks/outcome.ts'
import type { Ability, Reported } from '../drivers/client-driver.ts'
import { abilityFor, type HostileRow, twinOf } from '../hostile/hostile-row.ts'
import { hostileRows } from '../hostile/rows/index.ts'
import { type HostileResult, runHostile, runTwins, type TwinResult } from '../hostile/run-hostile.ts'
import type { ClientExchange } from '../subjects/client-exchange.ts'
import { ClientScene, type SceneOptions } from '../subjects/client-scene.ts'
import type { ClientSubject, RowPlayer } from '../subjects/client-subject.ts'
import { Turns } from './turns.ts'

/** What the checks of one client share: each row, twin and experiment is played once. */
export class ClientRun {
  readonly subject: ClientSubject
  readonly #shared = new Map<string, Promise<unknown>>()
  readonly #turns: Turns<ClientSubject>
  readonly #rowTurns: Turns<RowPlayer>

  constructor(subject: ClientSubject) {
    this.subject = subject
    const here = Array.from({ length: subject.width }, () => subject)
    this.#turns = new Turns(here)
    const { beside } = subject
    const player: RowPlayer = { play: async (row) => runHostile(subject, { rows: [row], concurrency: 1 }) }
    const elsewhere = beside ? here.map(() => beside) : []
    this.#rowTurns = new Turns([...here.map(() => player), ...elsewhere])
  }

  once<Result>(name: string, experiment: () => Promise<Result>): Promise<Result> {
    const known = this.#shared.get(name) ?? experiment()
    this.#shared.set(name, known)
    return known as Promise<Result>
  }

  /** What the client can do; asked of a client that is configured. */
  abilities(): Promise<Reported | undefined> {
    return this.once('report', async () => {
      await using scene = await ClientScene.open(this.subject)
      await scene.configure()
      return scene.report()
    })
  }

  hostile(rows: readonly HostileRow[]): Promise<readonly HostileResult[]> {
    const played = rows.map((row) =>
      this.once(`row ${hostileRows.indexOf(row)}`, () => this.#rowTurns.take((player) => player.play(row))),
    )
    return Promise.all(played).then((results) => results.flat())
  }

  twins(rows: readonly HostileRow[]): Promise<readonly TwinResult[]> {
    const stories = new Map(rows.map((row) => [JSON.stringify(twinOf(row)), row] as const))
    const played = Array.from(stories, ([story, row]) =>
      this.once(`twin ${story}`, () => this.#turns.take(() => runTwins(this.subject, { rows: [row], concurrency: 1 }))),
    )
    return Promise.all(played).then((results) => results.flat())
  }
}

/** The context of one check of a client. Ends what the check has opened, and keeps what was sent in it. */
export class ClientContext implements ClientCheckContext, AsyncDisposable {
  readonly #run: ClientRun
  readonly #scenes: ClientScene[] = []
  readonly #exchanges: ClientExchange[] = []

  constructor(run: ClientRun) {
    this.#run = run
  }

  async scene(options?: SceneOptions): Promise<ClientScene> {
    const scene = await ClientScene.open(this.#run.subject, options)
    this.#scenes.push(scene)
    return scene
  }

  async ready(options?: SceneOptions): Promise<ClientScene> {
    const scene = await this.scene(options)
    const reply = await scene.configure()
    if (reply.outcome === 'configured') return scene
    const why = reply.outcome === 'rejected' ? (reply.code ?? reply.message ?? '') : reply.reason
    throw new OutcomeSignal({ kind: 'inconclusive', reason: `The client refused a right provider (${why}).` })
  }

  async hostile(rows: readonly string[]): Promise<readonly HostileResult[]> {
    const results = await this.#run.hostile(await this.#playable(rows))
    const first = results.find(({ requests }) => requests.length > 0)
    const telling = results.filter(({ isRight }) => !isRight)
    for (const { requests } of telling.length > 0 ? telling : first ? [first] : []) this.#exchanges.push(...requests)
    return results
  }

  async twins(rows: readonly string[]): Promise<readonly TwinResult[]> {
    return this.#run.twins(await this.#playable(rows))
  }

  /** The rows whose stories the driver can be told; where it can be told none, the check ends as inapplicable. */
  async #playable(names: readonly string[]): Promise<readonly HostileRow[]> {
    const rows = names.flatMap(rowsNamed)
    const reported = await this.#run.abilities()
    // A client that says nothing of itself is asked for everything.
    if (!reported) return rows
    const left = rows.filter((row) => {
      const ability = abilityFor(row)
      if (row.responseMode !== undefined && !reported.responseModes.includes(row.responseMode)) return false
      return ability === undefined || reported.supports.includes(ability)
    })
    const ability = rows[0] && abilityFor(rows[0])
    if (left.length === 0 && ability) await this.needs(ability)
    return left
  }

  async needs(ability: Ability): Promise<void> {
    if (await this.can(ability)) return
    throw new OutcomeSignal(inapplicable(`The client, or its driver, has no ${ability}.`))
  }

  async can(ability: Ability): Promise<boolean> {
    return (await this.#run.abilities())?.supports.includes(ability) ?? false
  }

  async speaksOurCodes(): Promise<boolean> {
    return (await this.#run.abilities())?.vocabulary === 'mobilepay-oidc'
  }

  show(exchanges: readonly ClientExchange[]): void {
    this.#exchanges.push(...exchanges)
  }

  once<Result>(name: string, experiment: () => Promise<Result>): Promise<Result> {
    return this.#run.once(name, experiment)
  }

  /** What the client sent, as far as it tells something. */
  exchanges(): readonly ClientExchange[] {
    const most = 40
    return [...this.#exchanges, ...this.#scenes.flatMap((scene) => scene.requests())].slice(0, most)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#scenes.map((scene) => scene[Symbol.asyncDispose]()))
  }
}

/** @throws Error for a name that is in no row: a mistake in the check */
export function rowsNamed(name: string): readonly HostileRow[] {
  const [fault, scenario] = name.split('@')
  const rows = hostileRows.filter((row) => row.fault === fault && (scenario === undefined || row.scenario === scenario))
  if (rows.length === 0) throw new Error(`There is no hostile row ${name}.`)
  return rows
}
