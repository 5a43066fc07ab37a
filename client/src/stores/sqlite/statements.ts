const alive = 'value is not null and (expires_at is null or expires_at > :now)'

/** Each is atomic by itself; times are milliseconds since 1970. */
export const statements = {
  get: `select value, revision from records where key = :key and ${alive}`,

  /** A record whatever is there, or where none is (`absent`). */
  put: `
    insert into records (key, value, revision, expires_at) values (:key, :value, :revision, :expires_at)
    on conflict (key) do update set value = excluded.value, revision = excluded.revision, expires_at = excluded.expires_at
    where fence <= :fence and not (:absent and ${alive})
    returning 1`,

  /** A record in the place of the one with the expected revision. */
  replace: `
    update records set value = :value, revision = :revision, expires_at = :expires_at
    where key = :key and revision = :expected and fence <= :fence and ${alive}
    returning 1`,

  clear: `
    update records set value = null, revision = null, expires_at = null
    where key = :key and (:expected is null or revision = :expected) and fence <= :fence and ${alive}
    returning 1`,

  keys: `select key from records where key >= :prefix and substr(key, 1, length(:prefix)) = :prefix and ${alive}`,

  acquire: `
    insert into records (key, fence, lease_expires_at) values (:key, 1, :until)
    on conflict (key) do update set fence = fence + 1, lease_expires_at = :until where lease_expires_at <= :now
    returning fence, lease_expires_at`,

  /** Or, with `until` in the past, the giving back. */
  prolong: `
    update records set lease_expires_at = :until where key = :key and fence = :fence and lease_expires_at > :now
    returning fence, lease_expires_at`,

  forget: 'update records set value = null, revision = null, expires_at = null where expires_at <= :now',

  /** Fences outlive their records, so that no lease of old comes back to life. */
  sweep: 'delete from records where value is null and fence = 0',
} as const
