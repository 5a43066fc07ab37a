import { ConfigurationError } from '../../errors/mobilepay-error.ts'

/**
 * The statements that make the table; for a migration, where the user of the pool may not make tables. Repeating them,
 * even at the same moment, does no harm.
 *
 * @param table name of the table, or schema and name (`payments.mobilepay_records`)
 * @throws ConfigurationError `option-invalid`
 */
export function postgresMigration(table: string = defaultTable): string {
  const { name, quoted } = checkTable(table)
  return `
    select pg_advisory_xact_lock(hashtextextended('mobilepay-oidc ${name}', 0));
    create table if not exists ${quoted} (
      key text collate "C" primary key,
      value text,
      revision text,
      expires_at double precision,
      fence bigint not null default 0,
      lease_expires_at double precision not null default 0,
      check ((value is null) = (revision is null))
    );
    create index if not exists ${name}_by_expiry on ${quoted} (expires_at) where expires_at is not null;
    create index if not exists ${name}_without_value on ${quoted} (fence) where value is null;`
}

export const defaultTable = 'mobilepay_records'

/** Plain names only: what is not a name can not be a statement either. */
export function checkTable(table: string): { readonly name: string; readonly quoted: string } {
  const parts = table.split('.')
  const name = parts.at(-1) ?? ''
  if (parts.length <= 2 && parts.every((part) => /^[a-z_][a-z0-9_]{0,46}$/.test(part))) {
    return { name, quoted: parts.map((part) => `"${part}"`).join('.') }
  }
  const allowed = 'a name of a-z, 0-9 and _ with at most 47 characters, or schema.name'
  throw new ConfigurationError('option-invalid', { details: { option: 'table', allowed } })
}
