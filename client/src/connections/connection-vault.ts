import type { Sealer } from '../sealing/sealer.ts'
import { isConnection } from './is-connection.ts'
import type { StoredConnection } from './stored-connection.ts'

/**
 * Why a record is no connection:
 * - `foreign`: it has not the form that this client writes;
 * - `version`: a newer version of this client wrote it;
 * - `sealed`: no key opens it, or it was changed;
 * - `content`: what was sealed is not a connection.
 */
export type UnreadableReason = 'foreign' | 'version' | 'sealed' | 'content'

/** Holds nothing of the record. */
export class UnreadableRecord extends Error {
  readonly reason: UnreadableReason
  constructor(reason: UnreadableReason, cause?: unknown) {
    super(`The record is unreadable: ${reason}.`, { cause })
    this.name = 'UnreadableRecord'
    this.reason = reason
  }
}

const version = 1

/**
 * Connections as the text of a record: `mobilepay-connection/1 ` and JSON, sealed. The version is outside, so that an
 * older client can tell a newer one's record from a damaged one.
 */
export class ConnectionVault {
  readonly #sealer: Sealer

  constructor(sealer: Sealer) {
    this.#sealer = sealer
  }

  /** @param key of the record; it opens under no other */
  async lock(connection: StoredConnection, key: string): Promise<string> {
    return `mobilepay-connection/${version} ${await this.#sealer.seal(JSON.stringify(connection), key)}`
  }

  /** @throws UnreadableRecord */
  async unlock(value: string, key: string): Promise<StoredConnection> {
    const content = parse(await this.#open(sealedPart(value), key))
    if (!isConnection(content)) throw new UnreadableRecord('content')
    return content
  }

  /**
   * Whether an older key has sealed it.
   *
   * @throws UnreadableRecord
   */
  isStale(value: string): boolean {
    return this.#sealer.isStale(sealedPart(value))
  }

  async #open(sealed: string, key: string): Promise<string> {
    try {
      return await this.#sealer.open(sealed, key)
    } catch (error) {
      throw new UnreadableRecord('sealed', error)
    }
  }
}

function sealedPart(value: string): string {
  const [, found, sealed] = /^mobilepay-connection\/(\d{1,9}) (.*)$/s.exec(value) ?? []
  if (found === undefined || sealed === undefined) throw new UnreadableRecord('foreign')
  if (Number(found) !== version) throw new UnreadableRecord('version')
  return sealed
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
