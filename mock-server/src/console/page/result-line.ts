import type { CommandInput, CommandName, CommandOutput } from '../../control/table.ts'
import { type Api, Refusal } from './api.ts'
import { copyButton } from './clipboard.ts'
import { curlOfCommand } from './curl.ts'
import { el, fill } from './dom.ts'

/** Runs commands and says beside the control what came of the last one. */
export class ResultLine {
  readonly element = el('div', { class: 'result', attributes: { role: 'status' } })
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /** @returns the answer; undefined where the command was refused, which is then said */
  async run<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
    done: string,
  ): Promise<CommandOutput<Name> | undefined> {
    try {
      const output = await this.#api.call(name, input)
      this.element.className = 'result done'
      const curl = async () =>
        curlOfCommand(await this.#api.request(name, input), document.baseURI, this.#api.isGuarded)
      fill(this.element, `${done} `, copyButton('Copy as curl', curl, 'link'))
      return output
    } catch (error) {
      this.refuse(error)
      return undefined
    }
  }

  refuse(error: unknown): void {
    this.element.className = 'result refused'
    fill(this.element, ...wordsOf(error))
  }

  clear(): void {
    this.element.className = 'result'
    fill(this.element)
  }
}

/** A refusal in the mock's words, and each wrong field that the sentence does not name yet. */
export function wordsOf(error: unknown): HTMLElement[] {
  if (!(error instanceof Error)) return [el('p', {}, String(error))]
  const others = error instanceof Refusal ? error.errors.filter(({ field }) => !error.message.includes(field)) : []
  return [
    el('p', {}, error.message),
    ...others.map(({ field, allowed }) => el('p', {}, el('code', {}, field), `: ${allowed}`)),
  ]
}
