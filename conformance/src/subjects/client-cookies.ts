/** What the browser of a merchant keeps for the integrator's site. */
export class ClientCookies {
  readonly #kept = new Map<string, { readonly value: string; readonly crossSite: boolean }>()

  /** @param lines Set-Cookie headers */
  keep(lines: readonly string[] = []): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^\s*([^=;]+)=([^;]*)/.exec(line) ?? []
      if (name === '') continue
      if (value === '' || /;\s*max-age=0\b/i.test(line)) this.#kept.delete(name)
      else this.#kept.set(name, { value, crossSite: isSentAcrossSites(line) })
    }
  }

  /** The Cookie header of a request from the site itself. */
  get ownSite(): string {
    return this.#header(() => true)
  }

  /**
   * That of a POST from another site: only what says `SameSite=None; Secure` comes along (RFC 6265bis 5.5, 5.6).
   */
  get crossSitePost(): string {
    return this.#header(({ crossSite }) => crossSite)
  }

  #header(isSent: (cookie: { readonly crossSite: boolean }) => boolean): string {
    return Array.from(this.#kept)
      .filter(([, cookie]) => isSent(cookie))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  }
}

export function isSentAcrossSites(setCookie: string): boolean {
  return /;\s*samesite\s*=\s*none\s*(;|$)/i.test(setCookie) && /;\s*secure\s*(;|$)/i.test(setCookie)
}
