import type { RecordedExchange } from '../run/evidence.ts'

type Stored<Message extends { readonly body?: string }> = Omit<Message, 'body'> & {
  /** A short body as it is. */
  readonly body?: string
  /** A longer one: the parts that it is made of, by their numbers. */
  readonly bodyOf?: readonly number[]
}

/** An exchange whose longer bodies are kept elsewhere, in parts. */
export interface StoredExchange {
  readonly request: Stored<RecordedExchange['request']>
  readonly response: Stored<RecordedExchange['response']>
}

/** Shorter bodies are not worth a name. */
const shortest = 64
/** One line in so many ends a part. */
const linesInPart = 3

/** Keeps each passage once: the same pages and documents come again and again, a word or two apart. */
export class StoredBodies {
  readonly #numbers = new Map<string, number>()
  readonly #onNew: (number: number, part: string) => void

  /** @param onNew hears of each part before an exchange names it; they are numbered from 0 */
  constructor(onNew: (number: number, part: string) => void = () => {}) {
    this.#onNew = onNew
  }

  /** In the order of their numbers. */
  get parts(): readonly string[] {
    return [...this.#numbers.keys()]
  }

  store({ request, response }: RecordedExchange): StoredExchange {
    return { request: this.#stored(request), response: this.#stored(response) }
  }

  #stored<Message extends { readonly body?: string }>(message: Message): Stored<Message> {
    const { body, ...rest } = message
    if (body === undefined) return rest
    return body.length < shortest ? { ...rest, body } : { ...rest, bodyOf: cut(body).map(this.#numberOf) }
  }

  readonly #numberOf = (part: string): number => {
    const known = this.#numbers.get(part)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(part, number)
    this.#onNew(number, part)
    return number
  }
}

/** Cuts where the lines themselves say so: texts that share passages are cut alike there. */
function cut(text: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const line of text.split(/(?<=\n)/)) {
    part += line
    if (sumOf(line) % linesInPart > 0) continue
    parts.push(part)
    part = ''
  }
  return part === '' ? parts : [...parts, part]
}

function sumOf(line: string): number {
  let sum = 0
  for (let at = 0; at < line.length; at++) sum += line.charCodeAt(at)
  return sum
}
