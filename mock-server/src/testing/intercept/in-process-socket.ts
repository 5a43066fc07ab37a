import { Duplex } from 'node:stream'

/** One end of a connection within this process: what HTTP needs of a socket, and what faults on the wire do to one. */
export class InProcessSocket extends Duplex {
  #peer: InProcessSocket | undefined
  /** What was written waits until the other end reads. */
  #taken: (() => void) | undefined
  #hasSaidAll = false

  /** Two ends of a connection. */
  static pair(): readonly [InProcessSocket, InProcessSocket] {
    const [one, other] = [new InProcessSocket(), new InProcessSocket()]
    one.#peer = other
    other.#peer = one
    return [one, other]
  }

  /** As after a TCP reset: the other end fails, whatever was on its way. */
  resetAndDestroy(): void {
    this.#peer?.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }))
    this.destroy()
  }

  /** Goes when everything is written. */
  destroySoon(): void {
    if (this.writableFinished) this.destroy()
    else this.end().once('finish', () => this.destroy())
  }

  override _read(): void {
    if (this.#peer) this.#peer.#goOn()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.#peer || this.#peer.destroyed) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' }))
    } else if (this.#peer.push(chunk)) done()
    else this.#taken = done
  }

  override _final(done: () => void): void {
    this.#saidAll()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#saidAll()
    if (this.#peer) this.#peer.#goOn()
    done(error)
  }

  /** The other end hears that nothing more comes, once. */
  #saidAll(): void {
    if (!this.#hasSaidAll && this.#peer && !this.#peer.destroyed) this.#peer.push(null)
    this.#hasSaidAll = true
  }

  #goOn(): void {
    const taken = this.#taken
    this.#taken = undefined
    taken?.()
  }
}
