import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire to a server that can be cut at the moment when the server has done something and its answer is under way. */
export interface CuttingWire extends AsyncDisposable {
  readonly port: number
  /** Cuts every connection when the server answers the next request that has these words in it. */
  cutAnswerTo(words: string): void
  /** How often it has cut. */
  readonly cuts: number
}

export async function startCuttingWire(serverPort: number): Promise<CuttingWire> {
  const open = new Set<Socket>()
  let wanted: string | undefined
  let cuts = 0
  const cut = () => {
    cuts += 1
    for (const socket of open) socket.destroy()
  }
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1')
    let isAsked = false
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        open.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (data) => {
      if (wanted !== undefined && data.includes(wanted)) {
        isAsked = true
        wanted = undefined
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (isAsked) cut()
      else client.write(data)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cutAnswerTo(words) {
      wanted = words
    },
    get cuts() {
      return cuts
    },
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
