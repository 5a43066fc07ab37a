/** Milliseconds since 1970 by the server's clock, so that the clocks of its users do not matter. */
const now = '(extract(epoch from clock_timestamp()) * 1000)::double precision'

/**
 * A row is a record, a lease, or both: PostgreSQL looks at a row's latest version again once it has the row's lock, so a
 * single statement about a single row is atomic.
 */
export function statementsFor(table: string) {
  const alive = `r.value is not null and (r.expires_at is null or r.expires_at > ${now})`
  return {
    get: `select r.value, r.revision from ${table} r where r.key = $1 and ${alive}`,

    /** key, value, revision, expiry, fence or null, whether there must be none */
    put: `
      insert into ${table} as r (key, value, revision, expires_at) values ($1, $2, $3, $4)
      on conflict (key) do update
        set value = excluded.value, revision = excluded.revision, expires_at = excluded.expires_at
        where ($5::bigint is null or r.fence <= $5) and not ($6::boolean and ${alive})
      returning 1`,

    /** key, value, revision, expiry, fence or null, expected revision */
    replace: `
      update ${table} r set value = $2, revision = $3, expires_at = $4
      where r.key = $1 and ($5::bigint is null or r.fence <= $5) and r.revision = $6 and ${alive}
      returning 1`,

    /** key, fence or null, expected revision or null */
    clear: `
      update ${table} r set value = null, revision = null, expires_at = null
      where r.key = $1 and ($2::bigint is null or r.fence <= $2) and ($3::text is null or r.revision = $3) and ${alive}
      returning 1`,

    keys: `select r.key from ${table} r where starts_with(r.key, $1) and ${alive}`,

    /** key, life in milliseconds */
    acquire: `
      insert into ${table} as r (key, fence, lease_expires_at) values ($1, 1, ${now} + $2)
      on conflict (key) do update set fence = r.fence + 1, lease_expires_at = excluded.lease_expires_at
        where r.lease_expires_at <= ${now}
      returning fence, lease_expires_at`,

    /** key, fence, life in milliseconds or null to give it back */
    prolong: `
      update ${table} r set lease_expires_at = coalesce(${now} + $3::double precision, 0)
      where r.key = $1 and r.fence = $2 and r.lease_expires_at > ${now}
      returning fence, lease_expires_at`,

    /** Fences outlive their records, so that no lease of old comes back to life. */
    sweep: `
      with expired as (
        update ${table} set value = null, revision = null, expires_at = null where expires_at <= ${now} and fence > 0
      )
      delete from ${table} where fence = 0 and (value is null or expires_at <= ${now})`,
  } as const
}
