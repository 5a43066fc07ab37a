import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { DriverError } from './client-driver.ts'
import { type ClientProgram, perform } from './client-program.ts'
import { readRequest, writeReply } from './protocol.ts'

/**
 * Speaks the driver protocol for a program, until `end` or the end of the input. Commands are carried out as they come,
 * side by side: a reply has the id of its request.
 */
export async function serveProgram(
  program: ClientProgram,
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<void> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    if (line.trim() === '') continue
    const request = readRequest(line)
    const answered = perform(program, request.command, request.input).then((reply) => {
      output.write(writeReply(request.id, reply))
    })
    if (request.command !== 'end') continue
    await answered
    lines.close()
  }
}

/** As a program's whole main: a line that is no request ends it with a sentence and a failure. */
export function runAsDriver(program: ClientProgram): Promise<void> {
  return serveProgram(program).catch((error: unknown) => {
    if (!(error instanceof DriverError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  })
}
