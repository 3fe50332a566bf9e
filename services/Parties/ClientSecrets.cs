using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Traceability.Parties;

/// <summary>Makes client secrets and checks them. Only a salted, slow hash of a secret is ever kept.</summary>
public sealed class ClientSecrets
{
    private const int SecretBytes = 32;

    private static readonly Subject Anyone = new();

    private readonly PasswordHasher<Subject> hasher = new();
    private readonly string hashOfNothing;

    /// <summary>Makes the hash that stands in for credentials that do not exist.</summary>
    public ClientSecrets() => hashOfNothing = Hash(Make());

    /// <summary>A new secret of 256 random bits.</summary>
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What is kept of a secret.</summary>
    public string Hash(string secret) => hasher.HashPassword(Anyone, secret);

    /// <summary>Whether the secret is that of the credential. It takes as long where there is no credential, so that time does not tell.</summary>
    public bool Matches(Credential? credential, string secret)
    {
        var result = hasher.VerifyHashedPassword(Anyone, credential?.SecretHash ?? hashOfNothing, secret);
        return credential is not null && result != PasswordVerificationResult.Failed;
    }

    private sealed class Subject;
}
