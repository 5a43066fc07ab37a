/** A check was ended before it came to a judgment. */
export class EndedEarly extends Error {
  override readonly name = 'EndedEarly'
  /** `interrupted`: the person at the terminal ended the run. */
  readonly why: 'timeout' | 'interrupted'

  constructor(why: EndedEarly['why'], message: string) {
    super(message)
    this.why = why
  }
}

/** Made once: hardly a check leaves anything behind that would tell of it. */
const over = new EndedEarly('timeout', 'The check is over.')

/**
 * Does the work, and ends it when its time is over or the run is interrupted.
 * @param work hears by the signal that nobody waits for it any more; the signal's reason is an EndedEarly
 * @param timeoutMs milliseconds
 * @param interrupt aborts when the run is interrupted
 * @throws EndedEarly
 */
export async function withinTime<Result>(
  work: (signal: AbortSignal) => Result | Promise<Result>,
  timeoutMs: number,
  interrupt?: AbortSignal,
): Promise<Result> {
  const own = new AbortController()
  const end = (error: EndedEarly) => own.abort(error)
  const stop = () => end(new EndedEarly('interrupted', 'The run was interrupted.'))
  const timer = setTimeout(
    () => end(new EndedEarly('timeout', `The check came to no end within ${timeoutMs / 1000} seconds.`)),
    timeoutMs,
  )
  interrupt?.addEventListener('abort', stop)
  if (interrupt?.aborted) stop()
  try {
    own.signal.throwIfAborted()
    return await Promise.race([work(own.signal), ended(own.signal)])
  } finally {
    clearTimeout(timer)
    interrupt?.removeEventListener('abort', stop)
    // Work that nobody waits for sends nothing more.
    end(over)
  }
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
