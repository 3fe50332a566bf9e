using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Traceability.Parties;

/// <summary>
/// The key that signs access tokens: a PEM file in <c>Tokens:KeyFolder</c> (<c>data/keys</c>), made at the first start and readable
/// by its owner only. Processes that issue tokens for one registry share the folder.
/// </summary>
/// <remarks>RSA, as every OpenID Connect library can check it and checking, which happens on each request, is fast.</remarks>
public sealed class SigningKey(IConfiguration configuration, IHostEnvironment environment)
{
    private const string FileName = "signing-key.pem";
    private const int KeyBits = 2048;

    /// <summary>Reads the key, or makes it where there is none.</summary>
    public RsaSecurityKey Load()
    {
        var folder = Path.Combine(environment.ContentRootPath, configuration["Tokens:KeyFolder"] ?? Path.Combine("data", "keys"));
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            Make(file);
        }

        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return new(rsa);
    }

    private static void Make(string file)
    {
        using var rsa = RSA.Create(KeyBits);
        var draft = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(rsa.ExportPkcs8PrivateKeyPem());
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made the key at the same moment; its key is the one that counts.
            File.Delete(draft);
        }
    }
}
