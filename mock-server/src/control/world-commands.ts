import type { CommandInput, CommandName, CommandOutput } from './table.ts'

type InWorld = { [Name in CommandName]: CommandInput<Name> extends { world: string } ? Name : never }[CommandName]
type SubjectOf<Name extends string> = Name extends `${infer Subject}.${string}` ? Subject : never
type VerbOf<Name extends string, Subject extends string> = Name extends `${Subject}.${infer Verb}` ? Verb : never
type Rest<Name extends InWorld> = Omit<CommandInput<Name>, 'world'>
type Call<Name extends InWorld> =
  Partial<Rest<Name>> extends Rest<Name>
    ? (input?: Rest<Name>) => Promise<CommandOutput<Name>>
    : (input: Rest<Name>) => Promise<CommandOutput<Name>>

/**
 * The commands on one world, by subject and verb: `world.clock.advance({ duration: 'P13M' })`. Made from the table by
 * types alone, so a command that is added there is here as well.
 */
export type WorldCommands = {
  readonly [Subject in SubjectOf<InWorld>]: {
    readonly [Verb in VerbOf<InWorld, Subject>]: Call<Extract<InWorld, `${Subject}.${Verb}`>>
  }
}

/** Runs a command on the world by its name in the table. */
export type RunInWorld = (name: string, input: object) => Promise<unknown>

/** Gives an object the commands on a world beside its own members. The table is not loaded for it. */
export function withWorldCommands<Own extends object>(own: Own, run: RunInWorld): Own & WorldCommands {
  const subjects = new Map<string, object>()
  const proxy = new Proxy(own, {
    get(target, key) {
      if (!mayBeCommand(target, key)) return Reflect.get(target, key)
      const subject = subjects.get(key) ?? subjectOf(key, run)
      subjects.set(key, subject)
      return subject
    },
  })
  return proxy as Own & WorldCommands
}

function subjectOf(subject: string, run: RunInWorld): object {
  return new Proxy(
    {},
    {
      get(target, verb) {
        if (!mayBeCommand(target, verb)) return Reflect.get(target, verb)
        return (input: object = {}) => run(`${subject}.${verb}`, input)
      },
    },
  )
}

/** Subjects and verbs are plain words. `then` is what `await` looks for. */
function mayBeCommand(target: object, key: string | symbol): key is string {
  return typeof key === 'string' && /^[a-z]+$/.test(key) && key !== 'then' && !(key in target)
}
