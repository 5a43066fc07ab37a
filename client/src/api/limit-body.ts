import { BoundedBody, type Bounds } from './bounded-body.ts'

const bounded = Symbol('bounded body')

type BoundedResponse = Response & { [bounded]: BoundedBody }

/**
 * The same answer, whose body ends with a typed error rather than grow past the limit. Counted after decompression, so
 * that a few kilobytes can not become gigabytes. Nothing is read before the caller reads.
 *
 * It is the very object that `fetch` has given, of whatever class; only what reads the body is another. A second answer
 * around it, with a second stream, would cost more than all the rest of a call (decision 0018).
 */
export function limitBody(response: Response, bounds: Bounds): Response {
  const plain = plainPrototype(response)
  const body = new BoundedBody(response, plain, bounds)
  if (body.isMissing) bounds.onEnd()
  else Object.setPrototypeOf(Object.assign(response, { [bounded]: body }), prototypeAbove(plain))
  return response
}

/** The class that `fetch` has given it; a `fetch` that gives the same answer again gives one that is limited already. */
function plainPrototype(response: Response): Response {
  const own = Object.getPrototypeOf(response)
  return Object.hasOwn(response, bounded) ? Object.getPrototypeOf(own) : own
}

const prototypes = new WeakMap<object, object>()

/** The class of an answer with other readers; in practice there is one class. */
function prototypeAbove(plain: object): object {
  const known = prototypes.get(plain) ?? Object.create(plain, readers)
  prototypes.set(plain, known)
  return known
}

/** What reads a body, as Fetch has it. */
const readers: PropertyDescriptorMap = {
  body: {
    get(this: BoundedResponse) {
      return this[bounded].stream
    },
  },
  bytes: method((response) => response[bounded].bytes()),
  arrayBuffer: method(async (response) => (await response[bounded].bytes()).buffer),
  text: method(async (response) => decode(await response[bounded].bytes())),
  json: method(async (response) => JSON.parse(decode(await response[bounded].bytes()))),
  blob: method(async (response) => (await inMemory(response)).blob()),
  formData: method(async (response) => (await inMemory(response)).formData()),
  clone: method((response) => {
    const { copy, bounds } = response[bounded].clone()
    return limitBody(copy, bounds)
  }),
}

function method<T>(read: (response: BoundedResponse) => T): PropertyDescriptor {
  const value = function (this: BoundedResponse) {
    return read(this)
  }
  return { value, writable: true, configurable: true }
}

/** As Fetch decodes text: UTF-8 without its mark, and nothing is refused. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

async function inMemory(response: BoundedResponse): Promise<Response> {
  return new Response(await response[bounded].bytes(), { headers: response.headers })
}
