using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace MobilePayIntegrator;

/// <summary>The tokens of a merchant, and whose login they come from.</summary>
public sealed record Connection(
    string Sub, string AuthTime, string RefreshToken, string? AccessToken, DateTimeOffset ExpiresAt)
{
    /// <summary>What <c>SaveTokens</c> has put beside the login.</summary>
    public static Connection From(ClaimsPrincipal? login, AuthenticationProperties properties)
    {
        if (!"Bearer".Equals(properties.GetTokenValue("token_type"), StringComparison.OrdinalIgnoreCase))
        {
            throw new AnswerRefused("The access token is of an unknown type.");
        }

        var isTimed = DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), out var expiresAt);
        return new Connection(
            Text(login?.FindFirstValue("sub"), "sub"),
            Text(login?.FindFirstValue("auth_time"), "auth_time"),
            Text(properties.GetTokenValue("refresh_token"), "refresh_token"),
            Text(properties.GetTokenValue("access_token"), "access_token"),
            isTimed ? expiresAt : DateTimeOffset.UnixEpoch);
    }

    private static string Text(string? value, string name) =>
        string.IsNullOrEmpty(value) ? throw new AnswerRefused($"The token answer has no {name}.") : value;
}

/// <summary>Encrypted files in one folder, for every process. A table in your database does the same.</summary>
public sealed class Connections
{
    private readonly string _folder;
    private readonly IDataProtector _protector;

    public Connections(MobilePaySettings settings, IDataProtectionProvider protection)
    {
        _folder = Directory.CreateDirectory(Path.Combine(settings.Store, "connections")).FullName;
        _protector = protection.CreateProtector("MobilePay.Connections");
    }

    public IEnumerable<Vat> Merchants() =>
        Directory.EnumerateFiles(_folder, "*.json").Order().Select(file => Vat.Parse(Path.GetFileNameWithoutExtension(file)));

    /// <summary>Null where there is none, or where its key is gone: the merchant has to consent again then.</summary>
    public Connection? Read(Vat vat)
    {
        try
        {
            return JsonSerializer.Deserialize<Connection>(_protector.Unprotect(File.ReadAllText(PathOf(vat))));
        }
        catch (Exception failure) when (failure is FileNotFoundException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The old content or the new one, whatever happens in between.</summary>
    public void Write(Vat vat, Connection connection)
    {
        var draft = Path.Combine(_folder, Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.WriteThrough,
        };
        using (var file = new StreamWriter(draft, options))
        {
            file.Write(_protector.Protect(JsonSerializer.Serialize(connection)));
        }

        File.Move(draft, PathOf(vat), overwrite: true);
    }

    public void Remove(Vat vat) => File.Delete(PathOf(vat));

    /// <summary>After a consent: no refresh that is under way may write over it.</summary>
    public async Task ReplaceAsync(Vat vat, Connection connection, CancellationToken cancellation)
    {
        await using var _ = await LockAsync(vat, cancellation);
        Write(vat, connection);
    }

    /// <summary>One caller at a time, in all processes: a one-time refresh token must not be sent twice.</summary>
    public async Task<IAsyncDisposable> LockAsync(Vat vat, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(PathOf(vat) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(_folder))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
            }
        }
    }

    private string PathOf(Vat vat) => Path.Combine(_folder, $"{vat}.json");
}
