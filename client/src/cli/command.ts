import type { Terminal } from './terminal.ts'

/** One command of `mobilepay`. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What `--help` prints: usage, options, examples. */
  readonly help: string
  /** @returns the exit code */
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

/** What is the same in the help of every command. */
export const commonHelp = `Options of every command:
  -e, --environment NAME      sandbox-dk (default), sandbox-fi, production-dk, production-fi
      --mock URL              the environment as a mock serves it, such as http://localhost:4010
      --client-id ID          or MOBILEPAY_CLIENT_ID
      --client-secret-file F  or MOBILEPAY_CLIENT_SECRET, MOBILEPAY_CLIENT_SECRET_FILE; asked for otherwise
      --redirect-uri URI      as registered with MobilePay; default http://127.0.0.1:7890/
      --config FILE           default ~/.config/mobilepay/config.json
      --store FOLDER          where connections are kept; default ~/.config/mobilepay/connections
      --json                  one line of JSON, for programs
      --debug                 what happens, as lines of JSON without secrets, to the standard error
  -h, --help

Exit codes: 0 done, 2 usage or configuration, 3 somebody has to consent, 4 refused or against the protocol,
5 not reachable, 6 doctor has found something, 1 a bug.`
