import type { HttpRequest } from '../../src/subjects/http.ts'
import { reply, type StandIn } from './stand-in.ts'

/** Another answer to some requests, made of the true one. */
export const answering =
  (when: (request: HttpRequest) => boolean, body: (text: string) => string) =>
  (provider: StandIn): void => {
    provider.intercept = (request, { status, body: bytes, headers }) =>
      status === 200 && when(request)
        ? reply(200, body(new TextDecoder().decode(bytes)), Object.fromEntries(headers))
        : undefined
  }

/** One header more, or another, in the answers to some requests. */
export const withHeader =
  (path: RegExp, name: string, value: string) =>
  (provider: StandIn): void => {
    provider.intercept = ({ url }, { status, body, headers }) =>
      path.test(new URL(url).pathname)
        ? reply(status, body, { ...Object.fromEntries(headers), [name]: value })
        : undefined
  }
