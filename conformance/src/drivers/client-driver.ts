/** What a client is told before anything else. Each `configure` makes a new client; the one before is given up. */
export interface ClientSettings {
  readonly discoveryUrl: string
  /** The issuer that document and tokens must name, to the letter. */
  readonly issuer: string
  /** Base of the product APIs; the paths of `call` are joined to it. */
  readonly apiUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  /** http may be used for 127.0.0.0/8, ::1 and localhost, and for nothing else. */
  readonly allowHttpOnLoopback: boolean
  /** The time, milliseconds since 1970, where it is not the machine's; it runs on from there. */
  readonly now?: number
  /** Milliseconds for one request. */
  readonly timeoutMs?: number
  /** A folder in which the client keeps its connections; without it they are lost with the client. */
  readonly storeFolder?: string
}

/** What begins a consent. */
export interface ConsentWish {
  readonly merchantVat?: string
  /** Where the browser is to go afterwards, as somebody put it into the address of the start page. */
  readonly returnTo?: string
  /** How the answer is to come back, where it is not a form post; asked of clients alone that report the mode. */
  readonly responseMode?: 'fragment'
  /** The Cookie header of the browser that asks. */
  readonly cookies?: string
}

/** A request that reached the redirect URI. */
export interface CallbackRequest {
  readonly method: string
  /** Absolute, with query. A fragment is what the page at the redirect URI finds, and hands on in its own way. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body, base64. */
  readonly body: string
  /** The Cookie header: what a browser sends along from another site; with a fragment, from the site itself. */
  readonly cookies: string
}

/** Whom to call or refresh for: as `connected` named it; without it the latest connection. */
export interface OnBehalf {
  readonly merchantId?: string
}

/** The client refused, and says why as far as it can. */
export interface Rejected {
  readonly outcome: 'rejected'
  readonly code?: string
  readonly message?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** The client has no such thing. */
export interface Unsupported {
  readonly outcome: 'unsupported'
  readonly reason: string
}

export interface Configured {
  readonly outcome: 'configured'
}

export interface Started {
  readonly outcome: 'started'
  /** Where the browser is sent. */
  readonly url: string
  /** Set-Cookie headers of that answer. */
  readonly cookies?: readonly string[]
  readonly warnings?: readonly string[]
}

export interface Connected {
  readonly outcome: 'connected'
  readonly merchantId?: string
  readonly merchantVat?: string
  readonly scopes?: readonly string[]
  readonly warnings?: readonly string[]
  /** Where the browser goes after the consent. */
  readonly location?: string
}

/** The API has answered. */
export interface Answered {
  readonly outcome: 'answered'
  readonly status: number
  readonly body?: string
}

/** What the client can do, and what it has. */
export interface Reported {
  readonly outcome: 'reported'
  readonly name: string
  readonly responseModes: readonly string[]
  /** Whether `refresh`, `call`, `clock`, `returnTo` and `storeFolder` mean something to it. */
  readonly supports: readonly Ability[]
  /** `mobilepay-oidc`: its codes are those of this project's client, and the suite asks for the right one. */
  readonly vocabulary?: string
  /** Merchant ids, or other names, of the connections that it keeps. */
  readonly connections?: readonly string[]
  /** What it has logged since `configure`. */
  readonly log?: readonly string[]
}

export const abilities = ['refresh', 'call', 'clock', 'returnTo', 'storeFolder', 'cookies', 'timeout'] as const
export type Ability = (typeof abilities)[number]

export interface Ended {
  readonly outcome: 'ended'
}

export interface Clocked {
  readonly outcome: 'clocked'
}

/** Each command with what it takes and what it may answer, beside `rejected` and `unsupported`. */
export interface Commands {
  configure: { readonly input: ClientSettings; readonly output: Configured }
  start: { readonly input: ConsentWish; readonly output: Started }
  callback: { readonly input: CallbackRequest; readonly output: Connected }
  call: { readonly input: OnBehalf & { readonly path: string }; readonly output: Answered }
  refresh: { readonly input: OnBehalf; readonly output: Connected }
  clock: { readonly input: { readonly now: number }; readonly output: Clocked }
  report: { readonly input: Readonly<Record<string, never>>; readonly output: Reported }
  end: { readonly input: Readonly<Record<string, never>>; readonly output: Ended }
}

export type CommandName = keyof Commands
export type Reply<Name extends CommandName> = Commands[Name]['output'] | Rejected | Unsupported
export type AnyReply = { [Name in CommandName]: Reply<Name> }[CommandName]

/** A client under test, of whatever kind: it is told what to do, and says what came of it. */
export interface ClientDriver extends AsyncDisposable {
  /** What the suite calls it. */
  readonly name: string
  /** @throws DriverError where the driver itself is gone, late or talks nonsense */
  send<Name extends CommandName>(command: Name, input: Commands[Name]['input']): Promise<Reply<Name>>
  /** What it has written to its standard error. */
  readonly spoken: readonly string[]
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
}

/** The driver failed, not the client: nothing can be said about the client. */
export class DriverError extends Error {
  override readonly name = 'DriverError'
}
